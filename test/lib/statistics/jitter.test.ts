import { test } from 'tap';
import { bootstrapMean, createBatches } from '#lib/statistics/batch-means.ts';
import { createJitter } from '#lib/statistics/jitter.ts';
import { createRandom } from './random.ts';

function jitterOf(delays: readonly number[]) {
  const builder = createJitter();
  for (const delay of delays) builder.add(delay);
  return builder.jitter();
}

const times = (count: number, make: (index: number) => number) =>
  Array.from({ length: count }, (_, index) => make(index));

test('each definition, where its value is known', (t) => {
  const alternating = jitterOf(times(1000, (index) => (index % 2 === 0 ? 9 : 11)));
  t.equal(alternating.ipdv.mean, 2);
  t.ok(Math.abs(alternating.lastJ - 2) < 1e-6, 'J follows to the same value');
  t.equal(alternating.deviation, 1);
  const shift = jitterOf(times(1000, (index) => (index < 500 ? 5 : 7)));
  t.ok(shift.ipdv.mean < 0.01, 'one change of level is next to no jitter');
  t.ok(Math.abs(shift.deviation - 1) < 1e-9, 'and a deviation all the same');
  const spike = jitterOf([...times(99, () => 5), 55]);
  t.ok(Math.abs(spike.lastJ - 50 / 16) < 1e-9);
  t.equal(jitterOf([]).deviation, 0);
  t.end();
});

test('the greatest J is kept when the last is small again', (t) => {
  const { greatestJ, lastJ } = jitterOf([...times(10, () => 1), 81, ...times(200, () => 81)]);
  t.equal(greatestJ, 5);
  t.ok(lastJ < 0.001);
  t.end();
});

test('batches take constant space and keep the mean', (t) => {
  const builder = createBatches();
  for (let value = 1; value <= 100_000; value += 1) builder.add(value);
  const { batches, mean, count } = builder.means();
  t.ok(batches.length >= 32 && batches.length < 64);
  t.equal(count, 100_000);
  t.ok(Math.abs(mean - 50_000.5) < 1e-6);
  t.end();
});

test('the bootstrap interval holds the mean about as often as it says, also of series that depend on themselves', (t) => {
  const random = createRandom(3);
  const runs = 300;
  let held = 0;
  for (let run = 0; run < runs; run += 1) {
    const builder = createBatches();
    let level = 0;
    for (let index = 0; index < 4000; index += 1) {
      level = 0.8 * level + (random() - 0.5);
      builder.add(level);
    }
    const { low, high } = bootstrapMean(builder.means(), 0.95);
    if (low <= 0 && high >= 0) held += 1;
  }
  // Thirty-two to sixty-four batches: a percent or two short of nominal is what the method gives.
  t.ok(held >= runs * 0.91, `${held} of ${runs}`);
  t.end();
});

test('the same data give the same interval again, and too few give none', (t) => {
  const builder = createBatches();
  for (let index = 0; index < 500; index += 1) builder.add(index % 7);
  t.strictSame(bootstrapMean(builder.means(), 0.95), bootstrapMean(builder.means(), 0.95));
  t.equal(bootstrapMean({ count: 1, mean: 3, batches: [3] }, 0.95).high, Infinity);
  t.end();
});
