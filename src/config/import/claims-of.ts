import type { Json } from '#core/json.ts';
import type { Field } from '#lib/fields/fields.ts';
import type { Path } from '../problem.ts';
import type { Claim } from './claim.ts';
import { originOf, type SourceDocument } from './document.ts';

export type Says = (
  setting: Path,
  field: Field,
  value: Json | undefined,
  rest?: Pick<Claim, 'inferred' | 'isPart'>,
) => readonly Claim[];

/** Returns a function that makes a claim of what a field of this document says; none of what it does not say. */
export function claimsFrom(document: SourceDocument): Says {
  return (setting, field, value, rest = {}) =>
    value === undefined
      ? []
      : [{ setting, value, origins: [originOf(document, field.path)], ...rest }];
}
