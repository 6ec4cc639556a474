/** Where a reader stands in a text. It only ever moves on. */
export type Cursor = { readonly text: string; at: number };

/** What is wrong with a text, and the line of it, from 1. */
export class TomlError extends Error {
  override readonly name = 'TomlError';
  readonly line: number;

  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

/** Throws TomlError for the line where the cursor stands. */
export function fail({ text, at }: Cursor, why: string): never {
  throw new TomlError(text.slice(0, at).split('\n').length, why);
}

/** Takes what a sticky pattern matches here; undefined, and nothing taken, where it does not. */
export function take(cursor: Cursor, pattern: RegExp): string | undefined {
  pattern.lastIndex = cursor.at;
  const [found] = pattern.exec(cursor.text) ?? [];
  if (found !== undefined) cursor.at += found.length;
  return found;
}

/** Takes this very text, where it stands here. */
export function takeText(cursor: Cursor, text: string): boolean {
  if (!cursor.text.startsWith(text, cursor.at)) return false;
  cursor.at += text.length;
  return true;
}

export function skipBlanks(cursor: Cursor): void {
  take(cursor, /[ \t]*/y);
}

/** Skips blanks, ends of lines and comments. */
export function skipLines(cursor: Cursor): void {
  while (take(cursor, /[ \t\r\n]+|#[^\n]*/y) !== undefined);
}

/** Nothing but a comment may follow on a line. */
export function endLine(cursor: Cursor): void {
  if (take(cursor, /[ \t]*(?:#[^\n]*)?(?:\r?\n|$)/y) === undefined) {
    fail(cursor, 'something follows where the line should end');
  }
}
