/** The kernel writes each path and the options of a mount into 4 KiB at most. */
const LONGEST_LINE = 64 * 1024;

/** Returns the lines of a file of /proc one after another; one that no kernel would write is empty. */
export function* linesOf(text: string): Generator<string> {
  for (let start = 0; start < text.length;) {
    const found = text.indexOf('\n', start);
    const end = found === -1 ? text.length : found;
    yield end - start > LONGEST_LINE ? '' : text.slice(start, end);
    start = end + 1;
  }
}
