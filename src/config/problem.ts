import { legibleText } from '#lib/text/quote.ts';

/** One thing wrong with a config: where, what, and what would be right. */
export type Problem = {
  readonly file: string;
  /** from 1; 0 where there are no lines */
  readonly line: number;
  /** from 1; 0 where there are no lines */
  readonly column: number;
  /** `networks.vpc[1]`; empty for the whole file */
  readonly path: string;
  readonly what: string;
  readonly expected: string;
};

export type Path = readonly (string | number)[];

/** The position in what never was a file, and has no lines. */
export const NOWHERE = { line: 0, column: 0 } as const;

/** Returns `file:line:col: path: what is wrong: what would be right`. */
export function formatProblem({ file, line, column, path, what, expected }: Problem): string {
  const place = line === NOWHERE.line ? file : `${file}:${line}:${column}`;
  return [place, path, what, expected].filter((part) => part !== '').join(': ');
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
  return legibleText(withoutToken(text));
}

/** A token whose colon has no space, or whose line runs into a text, is part of that key or text. */
function withoutToken(text: string): string {
  return text.replace(/\b(token)[\s:=].*$/is, '$1…');
}
