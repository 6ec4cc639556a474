/** A certificate of a large CDN names about a hundred; more say nothing more. */
const MOST_NAMES = 100;
const MOST_LETTERS = 260;

/** A name that holds a comma or a quote is written as a JSON string by Node; any other ends at the comma. */
const NAME = /(?:[^",]|"(?:[^"\\]|\\.)*")+/g;

/** Returns the names of `DNS:a.example, IP Address:192.0.2.1`, at most a hundred. */
export function alternativeNames(text: string): readonly string[] {
  const names: string[] = [];
  for (const [name] of text.matchAll(NAME)) {
    if (names.length === MOST_NAMES) break;
    const trimmed = name.trim();
    if (trimmed !== '') names.push(trimmed.slice(0, MOST_LETTERS));
  }
  return names;
}
