import { legibleText } from './quote.ts';

/** Returns a text as one word of a POSIX shell: what a file says may end up in a command that people paste. */
export function shellWord(text: string): string {
  return /^[\w.:/-]+$/.test(text)
    ? text
    : `'${legibleText(text).replaceAll("'", String.raw`'\''`)}'`;
}
