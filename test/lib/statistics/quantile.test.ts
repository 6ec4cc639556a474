import { test } from 'tap';
import { countAbove, createHistogram, valueAtRank } from '#lib/statistics/histogram.ts';
import { decideQuantile, quantileInterval } from '#lib/statistics/quantile.ts';
import { createRandom } from './random.ts';

function histogramOf(values: Iterable<number>) {
  const builder = createHistogram();
  for (const value of values) builder.add(value);
  return builder.histogram();
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

test('values are known to one part in a hundred', (t) => {
  const histogram = histogramOf(upTo(1000));
  t.equal(histogram.count, 1000);
  for (const rank of [1, 10, 500, 990, 1000]) {
    const value = valueAtRank(histogram, rank);
    t.ok(value >= rank && value <= rank * 1.0101, `${rank}: ${value}`);
  }
  t.equal(Number.isNaN(valueAtRank(histogram, 1001)), true);
  t.ok(Math.abs(countAbove(histogram, 900) - 100) <= 10);
  t.end();
});

test('hostile values break nothing', (t) => {
  const histogram = histogramOf([0, -1, Number.NaN, Infinity, 1e300, 1e-300]);
  t.equal(histogram.count, 6);
  t.end();
});

test('ranks of order statistics as in the tables', (t) => {
  // n = 100: p50 lies between the 40th and the 61st value; p99 has no upper end.
  const hundred = histogramOf(upTo(100));
  const p50 = quantileInterval(hundred, 0.5, 0.95);
  t.ok(Math.abs(p50.low - 40) < 1 && Math.abs((p50.high ?? 0) - 61) < 1, JSON.stringify(p50));
  t.equal(quantileInterval(hundred, 0.99, 0.95).high, null);
  const p99 = quantileInterval(histogramOf(upTo(1000)), 0.99, 0.95);
  t.ok(Math.abs(p99.low - 983) < 10 && Math.abs((p99.high ?? 0) - 997) < 10, JSON.stringify(p99));
  t.end();
});

test('so many values below the limit decide a quantile, and not one fewer', (t) => {
  const decide = (count: number, quantile: number) =>
    decideQuantile(histogramOf(upTo(count).map(() => 1)), { quantile, limit: 5, alpha: 0.05 });
  for (const [quantile, needed] of [
    [0.5, 7],
    [0.9, 43],
    [0.95, 88],
    [0.99, 449],
  ] as const) {
    t.equal(decide(needed, quantile), 'below', `p${quantile * 100} by ${needed}`);
    t.equal(decide(needed - 1, quantile), 'undecided');
  }
  const slow = histogramOf(upTo(20).map(() => 9));
  t.equal(decideQuantile(slow, { quantile: 0.5, limit: 5, alpha: 0.05 }), 'above');
  t.end();
});

test('intervals hold the true quantile as often as they say', (t) => {
  const random = createRandom(7);
  const truth = -Math.log(0.5); // the median of an exponential
  const runs = 400;
  let held = 0;
  for (let run = 0; run < runs; run += 1) {
    const { low, high } = quantileInterval(
      histogramOf(upTo(200).map(() => -Math.log(1 - random()))),
      0.5,
      0.95,
    );
    if (low <= truth * 1.01 && (high ?? Infinity) >= truth) held += 1;
  }
  t.ok(held >= runs * 0.95, `${held} of ${runs}`);
  t.end();
});
