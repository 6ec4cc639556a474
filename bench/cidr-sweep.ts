import { findOverlaps } from '#lib/cidr/sweep.ts';

// Every overlapping pair of 100,000 blocks, as a multiple of sorting their first addresses.
const COUNT = 100_000;
const blocks = Array.from({ length: COUNT }, (_, index) => {
  const prefixLength = 12 + ((index * 7919) % 17);
  const size = 1n << BigInt(32 - prefixLength);
  const base = (BigInt((index * 2654435761) % 2 ** 32) / size) * size;
  return { family: 4 as const, base, prefixLength };
});

const sortMs = timeMs(() => blocks.map(({ base }) => base).sort((a, b) => (a < b ? -1 : 1)));
let pairs = 0;
const sweepMs = timeMs(() => {
  pairs = [...findOverlaps(blocks)].length;
});
console.log(
  `${COUNT} blocks, ${pairs} pairs: ${sweepMs.toFixed(0)} ms, ${(sweepMs / sortMs).toFixed(1)} x a sort`,
);

function timeMs(work: () => void): number {
  work();
  const startedMs = performance.now();
  work();
  return performance.now() - startedMs;
}
