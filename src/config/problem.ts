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
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${short(visible(part))}`))
    .join('')
    .replace(/^\./, '');
}

/** Quotes a text for a message: short, on one line, control characters made visible. */
export function quote(value: unknown): string {
  return `"${short(visible(String(value)))}"`;
}

const LONGEST_QUOTE = 80;

function short(text: string): string {
  return text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text;
}

/** Control characters, line separators and what turns the direction of a text, as escapes. */
function visible(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Zl}\p{Zp}\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\p{Cs}]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
