import { type Cursor, fail, take, takeText } from './cursor.ts';

const ESCAPES: Readonly<Record<string, string>> = {
  ...{ b: '\b', t: '\t', n: '\n', f: '\f', r: '\r' },
  ...{ '"': '"', '\\': '\\' },
};

/** Reads a string of any of TOML's four kinds; undefined where none begins here. */
export function readText(cursor: Cursor): string | undefined {
  if (takeText(cursor, "'''")) return readLiteral(cursor, "'''");
  if (takeText(cursor, "'")) return readLiteral(cursor, "'");
  if (takeText(cursor, '"""')) return readBasic(cursor, '"""');
  if (takeText(cursor, '"')) return readBasic(cursor, '"');
  return undefined;
}

function readLiteral(cursor: Cursor, quote: string): string {
  const isLong = quote.length > 1;
  if (isLong) take(cursor, /\r?\n/y);
  const end = cursor.text.indexOf(quote, cursor.at);
  const text = cursor.text.slice(cursor.at, end);
  if (end < 0 || (!isLong && text.includes('\n'))) fail(cursor, 'a string does not end');
  cursor.at = end + quote.length;
  return text;
}

function readBasic(cursor: Cursor, quote: string): string {
  const isLong = quote.length > 1;
  if (isLong) take(cursor, /\r?\n/y);
  const pieces: string[] = [];
  while (!takeText(cursor, quote)) pieces.push(readPiece(cursor, isLong));
  return pieces.join('');
}

function readPiece(cursor: Cursor, isLong: boolean): string {
  const plain = take(cursor, isLong ? /[^"\\]+|"/y : /[^"\\\n]+/y);
  if (plain !== undefined) return plain;
  if (!takeText(cursor, '\\')) fail(cursor, 'a string does not end');
  // A backslash at the end of a line joins it to what follows.
  if (isLong && take(cursor, /[ \t]*\r?\n[ \t\r\n]*/y) !== undefined) return '';
  const code = take(cursor, /u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}/y);
  if (code !== undefined) return characterOf(cursor, Number.parseInt(code.slice(1), 16));
  const letter = take(cursor, /[btnfr"\\]/y);
  return ESCAPES[letter ?? ''] ?? fail(cursor, 'a backslash stands before what it does not escape');
}

function characterOf(cursor: Cursor, point: number): string {
  const isScalar = point <= 0xd7ff || (point >= 0xe000 && point <= 0x10ffff);
  return isScalar ? String.fromCodePoint(point) : fail(cursor, 'an escape names no character');
}
