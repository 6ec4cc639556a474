/** One thing wrong with a config: where, what, and what would be right. */
export type Problem = {
  readonly file: string;
  /** from 1 */
  readonly line: number;
  /** from 1 */
  readonly column: number;
  /** `networks.vpc[1]`; empty for the whole file */
  readonly path: string;
  readonly what: string;
  readonly expected: string;
};

export type Path = readonly (string | number)[];

/** Returns `file:line:col: path: what is wrong: what would be right`. */
export function formatProblem({ file, line, column, path, what, expected }: Problem): string {
  return [`${file}:${line}:${column}`, path, what, expected]
    .filter((part) => part !== '')
    .join(': ');
}

/** Returns `networks.vpc[1]`. */
export function formatPath(path: Path): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${legible(part)}`))
    .join('')
    .replace(/^\./, '');
}

/** Quotes a text for a message: short, on one line, control characters made visible. */
export function quote(value: unknown): string {
  return `"${legible(String(value))}"`;
}

function legible(text: string): string {
  return short(visible(withoutToken(text)));
}

/** A token whose colon has no space, or whose line runs into a text, is part of that key or text. */
function withoutToken(text: string): string {
  return text.replace(/\b(token)[\s:=].*$/is, '$1…');
}

const LONGEST_QUOTE = 80;

/** Cuts a long text, but never between the two halves of a character. */
function short(text: string): string {
  if (text.length <= LONGEST_QUOTE) return text;
  return `${text.slice(0, LONGEST_QUOTE).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** Control characters, line separators and what turns the direction of a text, as escapes. */
function visible(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\ufeff\p{Cs}]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
