import { parseAddress, parseCidr } from '../cidr/parse.ts';
import type { TextRule } from '../fields/fault.ts';
import type { Field } from '../fields/fields.ts';

/** AWS writes blocks in canonical form: host bits are a slip of whoever edited the file. */
const BLOCK: TextRule = {
  whyNot: (text) => reason(parseCidr(text)),
  example: 'a block such as 10.20.0.0/16',
};

const ADDRESS: TextRule = {
  whyNot: (text) => reason(parseAddress(text)),
  example: 'an address such as 10.20.1.10',
};

function reason(parsed: { readonly ok: true } | { readonly ok: false; readonly why: string }) {
  return parsed.ok ? undefined : parsed.why;
}

export function textOf(field: Field): string | null {
  return field.text() ?? null;
}

export function blockOf(field: Field): string | null {
  return field.text(BLOCK) ?? null;
}

export function addressOf(field: Field): string | null {
  return field.text(ADDRESS) ?? null;
}

/** A text that the answer always has: without it, the fact is none. */
export function requiredText(parent: Field, name: string): string | undefined {
  const field = parent.child(name);
  if (!field.isPresent)
    parent.refuse(`${name} is missing`, 'save the whole answer, without --query');
  return field.text();
}

export function textsOf(field: Field): readonly string[] {
  return field.entries().flatMap((entry) => entry.text() ?? []);
}

export function blocksOf(field: Field): readonly string[] {
  return field.entries().flatMap((entry) => blockOf(entry) ?? []);
}

/** What of a list is there, by one of its members. */
export function membersOf(field: Field, name: string): readonly string[] {
  return field.entries().flatMap((entry) => entry.child(name).text() ?? []);
}
