import type { Cidr } from './parse.ts';
import { containsCidr } from './relation.ts';

/** Two entries whose blocks share addresses; `outer` holds all of `inner`. Indices into the list swept. */
export type Overlap = { readonly outer: number; readonly inner: number };

/**
 * Yields every overlapping pair of a list of blocks, exactly, for both families together.
 * Blocks nest or are apart: sorted by first address, widest first, those that hold the current one are a stack.
 * A generator, because n equal blocks make n²/2 pairs: the caller decides how many it can use.
 */
export function* findOverlaps(blocks: readonly Cidr[]): Generator<Overlap, void> {
  const order = blocks
    .map((_, index) => index)
    .sort((a, b) => compare(at(blocks, a), at(blocks, b)));
  const open: number[] = [];
  for (const inner of order) {
    let top = open.at(-1);
    while (top !== undefined && !containsCidr(at(blocks, top), at(blocks, inner))) {
      open.pop();
      top = open.at(-1);
    }
    for (const outer of open) yield { outer, inner };
    open.push(inner);
  }
}

function compare(a: Cidr, b: Cidr): number {
  if (a.family !== b.family) return a.family - b.family;
  if (a.base !== b.base) return a.base < b.base ? -1 : 1;
  return a.prefixLength - b.prefixLength;
}

function at(blocks: readonly Cidr[], index: number): Cidr {
  const block = blocks[index];
  if (block === undefined) throw new RangeError(`no block ${index}`);
  return block;
}
