import { test } from 'tap';
import { rateBlocks } from '#lib/statistics/rate-blocks.ts';

/** Samples of a tenth of a second each. */
function tenths(rates: readonly number[]): Parameters<typeof rateBlocks>[0] {
  return rates.map((bps, index) => ({ startS: index * 0.1, seconds: 0.1, bps }));
}

function rounded(values: readonly number[]): readonly number[] {
  return values.map((value) => Math.round(value));
}

test('the mean rate of each block', (t) => {
  const ten = [10, 20, 30, 40, 50, 60, 70, 80, 90, 100];
  t.strictSame(rounded(rateBlocks(tenths(ten), 0.5)), [30, 80]);
  t.strictSame(rounded(rateBlocks(tenths(ten), 1)), [55]);
  t.strictSame(rateBlocks([], 0.5), []);
  t.end();
});

test('a stub at the end is left out, more than half a block is not', (t) => {
  t.strictSame(rounded(rateBlocks(tenths([10, 10, 10, 10, 10, 99, 99]), 0.5)), [10]);
  t.strictSame(rounded(rateBlocks(tenths([10, 10, 10, 10, 10, 99, 99, 99]), 0.5)), [10, 99]);
  t.end();
});

test('a longer sample weighs more, and belongs to where it began', (t) => {
  const samples = [
    { startS: 0, seconds: 0.3, bps: 10 },
    { startS: 0.3, seconds: 0.9, bps: 50 },
    { startS: 1.2, seconds: 0.3, bps: 70 },
  ];
  t.strictSame(rounded(rateBlocks(samples, 0.5)), [40, 70]);
  t.end();
});
