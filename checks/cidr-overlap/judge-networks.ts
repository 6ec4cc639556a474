import type { Finding } from '#core/finding.ts';
import { freeBlocks } from '#lib/cidr/free-blocks.ts';
import { findOverlaps } from '#lib/cidr/sweep.ts';
import { say } from './messages.ts';
import { type ParsedBlock, parseBlocks } from './parsed-blocks.ts';
import { type Block, NETWORK_TITLES } from './target.ts';

/** Every pair of blocks that share addresses; the same block twice in one list is a finding of its own. */
export function judgeNetworks(blocks: readonly Block[]): readonly Finding[] {
  const parsed = parseBlocks(blocks);
  const pairs = [...findOverlaps(parsed.map(({ value }) => value))].flatMap(({ outer, inner }) => {
    const [a, b] = [parsed[outer], parsed[inner]];
    return a === undefined || b === undefined ? [] : [{ outer: a, inner: b }];
  });
  const duplicates = pairs.filter(isDuplicate);
  const clashes = pairs.filter((pair) => !isDuplicate(pair));
  return [
    ...(clashes.length === 0 ? [] : [overlapFinding(clashes, parsed)]),
    ...(duplicates.length === 0
      ? []
      : [say.duplicate({ blocks: duplicates.map(({ inner }) => nameOf(inner)) })]),
  ];
}

type Pair = { readonly outer: ParsedBlock; readonly inner: ParsedBlock };

function isDuplicate({ outer, inner }: Pair): boolean {
  return outer.network === inner.network && outer.value.prefixLength === inner.value.prefixLength;
}

function overlapFinding(clashes: readonly Pair[], all: readonly ParsedBlock[]): Finding {
  const movable = clashes.map(({ outer, inner }) => (inner.network === 'vpc' ? outer : inner));
  const prefixLength = movable[0]?.value.prefixLength ?? 24;
  return say.overlap({
    pairs: clashes.map(({ outer, inner }) => [nameOf(outer), nameOf(inner)]),
    freeBlocks: freeBlocks(
      all.map(({ value }) => value),
      prefixLength,
      3,
    ),
  });
}

function nameOf({ network, cidr }: Block): string {
  return `${NETWORK_TITLES[network]} ${cidr}`;
}
