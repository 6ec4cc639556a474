import { FACT_NAMES, type FactName, type Facts } from './known-error.ts';

/**
 * A pattern that was read: its pieces have to occur in this order. No piece holds an unbounded repetition and no search
 * ever goes back over another piece, so a match takes time linear in the line.
 */
export type Pattern = {
  readonly pieces: readonly RegExp[];
  /** its longest run of plain text: a line without it cannot match */
  readonly literal: string;
};

const ADDRESS = '\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}';

/**
 * What placeholders stand for. All but the issuer are made of characters that mean nothing to a shell and begin like no
 * option, because they end up in commands to copy.
 */
const PLACEHOLDERS: Readonly<Record<string, string>> = {
  host: '(?<host>[A-Za-z0-9][A-Za-z0-9_.-]{0,252})',
  address: `(?<address>${ADDRESS}|\\[[0-9a-f:]{2,39}\\])`,
  // The Kubernetes API inside a cluster: the first address of the service network.
  service: '(?<address>(?:10|172)\\.\\d{1,3}\\.0\\.1)',
  address6: '(?<address>\\[[0-9a-f:]{2,39}\\])',
  port: '(?<port>\\d{1,5})',
  cidr: `(?<cidr>${ADDRESS}/\\d{1,2})`,
  image: '(?<image>[a-z0-9][A-Za-z0-9_.:/@-]{0,300})',
  issuer: '(?<issuer>[^"]{1,200})',
  name: '(?<name>[A-Za-z0-9][A-Za-z0-9_.:/@-]{0,200})',
  number: '\\d{1,12}',
  word: '[^\\s"]{1,200}',
};

/**
 * Reads a pattern: plain text in which `*` stands for anything, `{host}` and the like for a fact, `{a|b}` for either
 * text. Returns one for each choice. Throws Error for a placeholder that nobody knows.
 */
export function compilePatterns(text: string): readonly Pattern[] {
  const choice = /\{([^{}|]*\|[^{}]*)\}/.exec(text);
  if (choice === null) return [compile(text)];
  const [whole, words = ''] = choice;
  return words.split('|').flatMap((word) => compilePatterns(text.replace(whole, () => word)));
}

function compile(text: string): Pattern {
  return {
    pieces: text.split('*').map((piece) => new RegExp(sourceOf(piece), 'g')),
    literal: text.split(/\{[^}]*\}|\*/).reduce(longer, ''),
  };
}

function sourceOf(piece: string): string {
  return piece
    .split(/(\{[^}]*\})/)
    .map((part) => (part.startsWith('{') ? placeholder(part.slice(1, -1)) : escaped(part)))
    .join('');
}

function placeholder(name: string): string {
  const source = PLACEHOLDERS[name];
  if (source === undefined) throw new Error(`no placeholder is called {${name}}`);
  return source;
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

function longer(best: string, text: string): string {
  return text.length > best.length ? text : best;
}

/** Returns a test that is false for a line that none of the patterns can match: one search for all of them. */
export function compileGate(patterns: readonly Pattern[]): (line: string) => boolean {
  const literals = new Set(patterns.map(({ literal }) => literal));
  const any = new RegExp([...literals].map(escaped).join('|'));
  return (line) => any.test(line);
}

/** Returns the facts that the line gives, or undefined where the pattern does not match. */
export function matchPattern({ pieces, literal }: Pattern, line: string): Facts | undefined {
  if (!line.includes(literal)) return undefined;
  const facts: Partial<Record<FactName, string>> = {};
  let from = 0;
  for (const piece of pieces) {
    // The earliest place is never a worse choice: what follows has the more room.
    piece.lastIndex = from;
    const match = piece.exec(line);
    if (match === null) return undefined;
    from = piece.lastIndex;
    Object.assign(facts, factsOf(match));
  }
  return facts;
}

function factsOf({ groups = {} }: RegExpExecArray): Facts {
  const known = FACT_NAMES.flatMap((name) => {
    const value = groups[name];
    return value === undefined ? [] : [[name, plain(value)] as const];
  });
  return Object.fromEntries(known);
}

/** A name's final dot and an address's brackets say nothing. */
function plain(value: string): string {
  return value.replace(/^\[(.{1,39})\]$/, '$1').replace(/\.$/, '');
}
