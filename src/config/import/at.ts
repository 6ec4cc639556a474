import type { From } from '#core/aws-facts.ts';
import type { Path } from '../problem.ts';
import type { AwsFolder } from './aws-folder.ts';
import { type Origin, originOf } from './document.ts';

/** Returns where a fact was read, or a part of it that is named by its path below. */
export type At = (from: From, ...below: Path) => Origin;

/** A line that names more is read by nobody, and finding each takes a walk through its file. */
const MOST_ORIGINS = 3;

/** Returns where the first of these facts were read; undefined where there are none. */
export function originsOf(
  facts: readonly { readonly from: From }[],
  at: At,
): readonly [Origin, ...Origin[]] | undefined {
  const [first, ...rest] = facts.slice(0, MOST_ORIGINS).map(({ from }) => at(from));
  return first === undefined ? undefined : [first, ...rest];
}

export function placesIn({ documents }: AwsFolder): At {
  return ({ file, path }, ...below) => {
    const document = documents.get(file);
    if (document === undefined) throw new Error(`no document ${file}`);
    return originOf(document, [...path, ...below]);
  };
}
