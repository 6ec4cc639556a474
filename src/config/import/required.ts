import type { TextRule } from '#lib/fields/fault.ts';
import type { Field } from '#lib/fields/fields.ts';
import { nearest } from '#lib/nearest.ts';
import { quote } from '../problem.ts';

/** Reads a text that must be there; where it is not, says so, and which misspelt name may have been meant. */
export function requiredText(parent: Field, name: string, rule?: TextRule): string | undefined {
  const field = parent.child(name);
  if (!field.isPresent) {
    const guess = nearest(name, parent.names());
    const advice = guess === undefined || guess === name ? 'add it' : `rename ${quote(guess)}`;
    field.refuse(`${name} is missing`, advice, 'key');
  }
  return field.text(rule);
}
