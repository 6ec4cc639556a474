import { type Cursor, fail } from './cursor.ts';

export type TomlValue = string | number | boolean | readonly TomlValue[] | TomlTable;

/** A table has no prototype: a key may be called anything. */
export type TomlTable = { readonly [key: string]: TomlValue };

export type Draft = { [key: string]: TomlValue | Draft };

export function newTable(): Draft {
  return Object.create(null) as Draft;
}

/** The tables that `[[name]]` made: only they may get another. */
const listsOfTables = new WeakSet();
/** The tables that are whole once their brace is closed. */
const closed = new WeakSet();
/** The tables that a heading has named already. */
const named = new WeakSet();

export function close(table: Draft): void {
  closed.add(table);
}

/** Puts a value under a dotted key. Throws TomlError where there is one already. */
export function put(cursor: Cursor, table: Draft, path: readonly string[], value: TomlValue): void {
  const holder = descend(cursor, table, path.slice(0, -1));
  const key = path.at(-1) ?? '';
  if (key in holder) fail(cursor, `${JSON.stringify(key)} is there twice`);
  holder[key] = value;
}

/** Returns the table that a heading `[a.b]` opens. */
export function openTable(cursor: Cursor, root: Draft, path: readonly string[]): Draft {
  const table = descend(cursor, root, path);
  if (named.has(table)) fail(cursor, `the table ${path.join('.')} is there twice`);
  named.add(table);
  return table;
}

/** Returns the new table that a heading `[[a.b]]` adds to its list. */
export function addTable(cursor: Cursor, root: Draft, path: readonly string[]): Draft {
  const holder = descend(cursor, root, path.slice(0, -1));
  const key = path.at(-1) ?? '';
  const list: unknown = (holder[key] ??= newList());
  if (!Array.isArray(list) || !listsOfTables.has(list)) fail(cursor, `${key} is no list of tables`);
  const table = newTable();
  list.push(table);
  return table;
}

function newList(): readonly TomlValue[] {
  const list: TomlValue[] = [];
  listsOfTables.add(list);
  return list;
}

function descend(cursor: Cursor, from: Draft, path: readonly string[]): Draft {
  let table = from;
  for (const key of path) {
    const next: unknown = (table[key] ??= newTable());
    const last: unknown = Array.isArray(next) && listsOfTables.has(next) ? next.at(-1) : next;
    if (typeof last !== 'object' || last === null || Array.isArray(last) || closed.has(last)) {
      fail(cursor, `${JSON.stringify(key)} is no table that could be added to`);
    }
    table = last as Draft;
  }
  return table;
}
