import { test } from 'tap';
import { isShownAbove, isShownBelow, trialsToTell } from '#lib/statistics/any-time.ts';
import { createRandom } from './random.ts';

const ALPHA = 0.05;
const RUNS = 500;

/** How often a claim is made at all when one looks after each trial. */
function claims(rate: number, isMade: (hits: number, trials: number) => boolean): number {
  const random = createRandom(Math.round(rate * 1e6) + 3);
  let made = 0;
  for (let run = 0; run < RUNS; run += 1) {
    let hits = 0;
    for (let trials = 1; trials <= 1000; trials += 1) {
      if (random() < rate) hits += 1;
      if (!isMade(hits, trials)) continue;
      made += 1;
      break;
    }
  }
  return made / RUNS;
}

for (const bound of [0.5, 0.05, 0.01]) {
  test(`a rate at the bound ${bound} is seldom taken for one beside it, however often one looks`, (t) => {
    const below = claims(bound, (hits, trials) => isShownBelow({ hits, trials }, bound, ALPHA));
    const above = claims(bound, (hits, trials) => isShownAbove({ hits, trials }, bound, ALPHA));
    t.ok(below <= ALPHA, `below: ${below}`);
    t.ok(above <= ALPHA, `above: ${above}`);
    t.end();
  });
}

test('a rate far from the bound is told from it nearly always', (t) => {
  const isBelow = (hits: number, trials: number) => isShownBelow({ hits, trials }, 0.05, ALPHA);
  const isAbove = (hits: number, trials: number) => isShownAbove({ hits, trials }, 0.05, ALPHA);
  t.ok(claims(0.01, isBelow) > 0.95);
  t.ok(claims(0.2, isAbove) > 0.95);
  t.end();
});

test('how many trials tell a rate from a bound', (t) => {
  t.equal(trialsToTell(0.05, 0.05, ALPHA), Infinity);
  const near = trialsToTell(0.0002, 0.0001, ALPHA);
  const far = trialsToTell(0.01, 0.0001, ALPHA);
  t.ok(near > 50_000 && near < 100_000, String(near));
  t.ok(far < 100, String(far));
  t.equal(isShownBelow({ hits: 0, trials: 0 }, 0.5, ALPHA), false);
  t.end();
});
