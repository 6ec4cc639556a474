import { test } from 'tap';
import { meanInterval, studentT } from '#lib/statistics/student.ts';
import { createRandom } from './random.ts';

test('quantiles of Student’s distribution as in the tables', (t) => {
  for (const [alpha, freedom, expected] of [
    [0.05, 1, 12.706],
    [0.05, 3, 3.182],
    [0.05, 10, 2.228],
    [0.01, 5, 4.032],
    [0.1, 30, 1.697],
  ] as const) {
    const found = studentT(alpha, freedom);
    t.ok(Math.abs(found - expected) < 0.001, `${freedom} degrees: ${found}`);
  }
  t.end();
});

test('the interval of a mean holds it as often as it says', (t) => {
  const random = createRandom(13);
  // Sums of uniform numbers are normal enough.
  const draw = () => Array.from({ length: 12 }, random).reduce((sum, one) => sum + one, 4);
  let held = 0;
  for (let run = 0; run < 2000; run += 1) {
    const { low, high } = meanInterval([draw(), draw(), draw(), draw()], 0.95);
    if (low <= 10 && 10 <= high) held += 1;
  }
  t.ok(held > 1870 && held < 1930, `${held} of 2000`);
  t.match(meanInterval([7], 0.95), { mean: 7, low: 0, high: Infinity });
  t.end();
});
