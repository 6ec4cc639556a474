import { quote } from './problem.ts';

/** A scalar as it stands; of anything larger only the kind: it may hold a secret. */
export function shown(value: unknown): string {
  if (typeof value === 'string') return quote(value);
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : kindOf(value);
}

/** What a value is, in the words of somebody who writes a config. */
export function kindOf(value: unknown): string {
  if (value === null) return 'nothing';
  return kindNamed(Array.isArray(value) ? 'array' : typeof value);
}

/** The same for a type of JSON Schema. */
export function kindNamed(type: string): string {
  return KINDS[type] ?? `a ${type}`;
}

const KINDS: Readonly<Record<string, string>> = {
  array: 'a list',
  object: 'a group of settings',
  string: 'a text',
  integer: 'a whole number',
  boolean: 'true or false',
  null: 'nothing',
};

export function counted(limit: unknown, one: string, many: string): string {
  return limit === 1 ? `1 ${one}` : `${String(limit)} ${many}`;
}

/** A sentence as the middle of another. */
export function asClause(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1).replace(/\.$/, '');
}
