import { test } from 'tap';
import { incompleteBeta, logGamma } from '#lib/statistics/beta.ts';
import { binomialAtMost, rateHigh, rateInterval, rateLow } from '#lib/statistics/binomial.ts';

/** Within so much of each other, relatively. */
function isNear(a: number, b: number, relative = 1e-9): boolean {
  return Math.abs(a - b) <= relative * Math.max(Math.abs(a), Math.abs(b), 1e-300);
}

/** P(X ≤ hits), term by term. */
function summed(hits: number, trials: number, rate: number): number {
  let term = (1 - rate) ** trials;
  let sum = term;
  for (let k = 0; k < hits; k += 1) {
    term *= ((trials - k) / (k + 1)) * (rate / (1 - rate));
    sum += term;
  }
  return sum;
}

test('ln Γ at factorials and halves', (t) => {
  t.ok(isNear(logGamma(5), Math.log(24)));
  t.ok(isNear(logGamma(11), Math.log(3_628_800)));
  t.ok(isNear(logGamma(0.5), Math.log(Math.sqrt(Math.PI))));
  t.end();
});

test('the incomplete beta function where its value is known', (t) => {
  t.ok(isNear(incompleteBeta(0.5, 3, 3), 0.5));
  t.ok(isNear(incompleteBeta(0.2, 1, 1), 0.2));
  t.ok(isNear(incompleteBeta(0.3, 2, 1), 0.09));
  t.equal(incompleteBeta(0, 2, 3), 0);
  t.equal(incompleteBeta(1, 2, 3), 1);
  t.end();
});

test('tails of the binomial distribution agree with their sums', (t) => {
  for (const [hits, trials, rate] of [
    [0, 10, 0.1],
    [3, 10, 0.5],
    [2, 100, 0.01],
    [7, 1000, 0.004],
    [40, 60, 0.6],
  ] as const) {
    const exact = summed(hits, trials, rate);
    t.ok(isNear(binomialAtMost(hits, trials, rate), exact, 1e-10), `${hits} of ${trials}`);
  }
  t.equal(binomialAtMost(-1, 5, 0.5), 0);
  t.equal(binomialAtMost(5, 5, 0.5), 1);
  t.end();
});

test('intervals of Clopper and Pearson as published', (t) => {
  // 0 of n: 1 − α^(1/n); 1 of 100 and 2 of 100 as in every table.
  t.ok(isNear(rateHigh(0, 100, 0.05), 1 - 0.05 ** (1 / 100)));
  t.ok(isNear(rateHigh(0, 29_956, 0.05), 1e-4, 1e-4));
  // An end of the interval is the rate at which so few, or so many, come with probability alpha/2.
  for (const hits of [1, 2, 7]) {
    const { low, high } = rateInterval(hits, 100, 0.95);
    t.ok(isNear(1 - summed(hits - 1, 100, low), 0.025, 1e-8), `${hits}: ${low}`);
    t.ok(isNear(summed(hits, 100, high), 0.025, 1e-8), `${hits}: ${high}`);
  }
  t.equal(rateLow(0, 50, 0.05), 0);
  t.equal(rateHigh(50, 50, 0.05), 1);
  t.ok(isNear(rateLow(50, 50, 0.05), 0.05 ** (1 / 50)));
  t.end();
});
