/** Longer is no path of a webhook. */
const MOST_LETTERS = 1024;

/** True for a path that can stand in a request line as it is: RFC 3986 §3.3, without a query. */
export function isUrlPath(text: string): boolean {
  return text.length <= MOST_LETTERS && /^\/[\w\-.~!$&'()*+,;=:@%/]*$/.test(text);
}
