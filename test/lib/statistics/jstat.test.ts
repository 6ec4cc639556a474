import jStat from 'jstat';
import { test } from 'tap';
import { incompleteBeta, logGamma } from '#lib/statistics/beta.ts';
import { binomialAtMost, rateHigh, rateLow } from '#lib/statistics/binomial.ts';
import { createRandom } from './random.ts';

/** jstat ends its series at 3e-7. */
const isNear = (a: number, b: number): boolean =>
  Math.abs(a - b) <= 1e-5 * Math.max(Math.abs(a), Math.abs(b)) + 1e-6;

const random = createRandom(11);
const rows = Array.from({ length: 300 }, () => {
  const trials = 1 + Math.floor(random() * 2000);
  return { trials, hits: Math.floor(random() * trials), rate: random() };
});

test('ln Γ and the incomplete beta function agree with jstat', (t) => {
  for (const { trials, hits, rate } of rows) {
    t.ok(isNear(logGamma(trials), jStat.gammaln(trials)), `ln Γ(${trials})`);
    const [a, b] = [hits + 1, trials - hits];
    t.ok(isNear(incompleteBeta(rate, a, b), jStat.ibeta(rate, a, b)), `I(${rate})`);
  }
  t.end();
});

test('binomial tails and exact intervals agree with jstat', (t) => {
  for (const { trials, hits, rate } of rows) {
    t.ok(isNear(binomialAtMost(hits, trials, rate), jStat.binomial.cdf(hits, trials, rate)));
    const high = jStat.beta.inv(0.975, hits + 1, trials - hits);
    t.ok(isNear(rateHigh(hits, trials, 0.025), high), `${hits} of ${trials}: high`);
    const low = hits === 0 ? 0 : jStat.beta.inv(0.025, hits, trials - hits + 1);
    t.ok(isNear(rateLow(hits, trials, 0.025), low), `${hits} of ${trials}: low`);
  }
  t.end();
});
