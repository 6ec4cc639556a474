import { type Cursor, endLine, fail, skipBlanks, skipLines, take, takeText } from './cursor.ts';
import { TomlError } from './cursor.ts';
import {
  addTable,
  close,
  type Draft,
  newTable,
  openTable,
  put,
  type TomlTable,
  type TomlValue,
} from './table.ts';
import { readText } from './text.ts';

export type ParsedToml =
  | { readonly ok: true; readonly table: TomlTable }
  | { readonly ok: false; readonly line: number; readonly why: string };

/** Deeper than any config that people write. */
const MOST_DEPTH = 32;

/**
 * Reads TOML 1.0 (https://toml.io/en/v1.0.0), strictly: whoever writes a key twice is told so. Dates are given as their
 * text. Takes time in proportion to the text, whatever that holds.
 */
export function parseToml(text: string): ParsedToml {
  const cursor: Cursor = { text, at: 0 };
  try {
    return { ok: true, table: readDocument(cursor) };
  } catch (error) {
    if (error instanceof TomlError) return { ok: false, line: error.line, why: error.message };
    throw error;
  }
}

function readDocument(cursor: Cursor): Draft {
  const root = newTable();
  let table = root;
  while (hasMoreLines(cursor)) {
    if (takeText(cursor, '[[')) table = addTable(cursor, root, readHeading(cursor, ']]'));
    else if (takeText(cursor, '[')) table = openTable(cursor, root, readHeading(cursor, ']'));
    else readPair(cursor, table, 0);
    endLine(cursor);
  }
  return root;
}

function hasMoreLines(cursor: Cursor): boolean {
  skipLines(cursor);
  return cursor.at < cursor.text.length;
}

function readHeading(cursor: Cursor, end: string): readonly string[] {
  const path = readKey(cursor);
  if (!takeText(cursor, end)) fail(cursor, `a heading does not end with ${end}`);
  return path;
}

function readPair(cursor: Cursor, table: Draft, depth: number): void {
  const path = readKey(cursor);
  if (!takeText(cursor, '=')) fail(cursor, 'no = follows the key');
  skipBlanks(cursor);
  put(cursor, table, path, readValue(cursor, depth));
}

/** Reads a key with its dots, and the blanks around it. */
function readKey(cursor: Cursor): readonly string[] {
  const path: string[] = [];
  do {
    skipBlanks(cursor);
    const part = take(cursor, /[A-Za-z0-9_-]+/y) ?? readText(cursor);
    path.push(part ?? fail(cursor, 'no key stands here'));
    skipBlanks(cursor);
    if (path.length > MOST_DEPTH) fail(cursor, 'the key has too many parts');
  } while (takeText(cursor, '.'));
  return path;
}

function readValue(cursor: Cursor, depth: number): TomlValue {
  if (depth > MOST_DEPTH) fail(cursor, 'the lists are too deep');
  const text = readText(cursor);
  if (text !== undefined) return text;
  if (takeText(cursor, '[')) return readList(cursor, depth + 1);
  if (takeText(cursor, '{')) return readInline(cursor, depth + 1);
  return readScalar(cursor);
}

function readList(cursor: Cursor, depth: number): readonly TomlValue[] {
  const list: TomlValue[] = [];
  while (!endsList(cursor)) {
    list.push(readValue(cursor, depth));
    skipLines(cursor);
    if (!takeText(cursor, ',') && cursor.text[cursor.at] !== ']') {
      fail(cursor, 'a list does not go on with a comma, nor end');
    }
  }
  return list;
}

function endsList(cursor: Cursor): boolean {
  skipLines(cursor);
  return takeText(cursor, ']');
}

function readInline(cursor: Cursor, depth: number): TomlTable {
  const table = newTable();
  skipBlanks(cursor);
  while (!takeText(cursor, '}')) {
    readPair(cursor, table, depth);
    skipBlanks(cursor);
    if (cursor.text[cursor.at] !== '}' && !takeText(cursor, ',')) {
      fail(cursor, 'a table in braces does not go on with a comma, nor end');
    }
  }
  close(table);
  return table;
}

const NUMBERS = [
  /^0x[0-9a-fA-F]+(_[0-9a-fA-F]+)*$/,
  /^0o[0-7]+(_[0-7]+)*$/,
  /^0b[01]+(_[01]+)*$/,
  /^[+-]?(0|[1-9]\d*(_\d+)*)(\.\d+(_\d+)*)?([eE][+-]?\d+(_\d+)*)?$/,
];
const DATE = /^\d{4}-\d\d-\d\d|^\d\d:\d\d:\d\d/;

function readScalar(cursor: Cursor): TomlValue {
  const word =
    take(cursor, /\d{4}-\d\d-\d\d \d\d:[0-9:.Z+-]+|[A-Za-z0-9_+.:-]+/y) ??
    fail(cursor, 'no value stands here');
  if (word === 'true' || word === 'false') return word === 'true';
  if (DATE.test(word) || /^[+-]?(inf|nan)$/.test(word)) return word;
  if (!NUMBERS.some((pattern) => pattern.test(word))) fail(cursor, 'a value is no TOML');
  return Number(word.replaceAll('_', ''));
}
