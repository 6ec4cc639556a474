import { test } from 'tap';
import { createLossCounter } from '#lib/statistics/loss-periods.ts';
import { lossInterval, lossVerdict } from '#lib/statistics/loss-verdict.ts';
import { cleanTrialsNeeded, rateVerdict } from '#lib/statistics/rate-verdict.ts';
import { createRandom } from './random.ts';

const BOUNDS = { pass: 0.0001, fail: 0.001 };
const ALPHA = 0.05;

/** A channel that is good or bad for a while (Gilbert 1960); a mean burst of 1 is independent loss. */
function channel(lossRatio: number, meanBurst: number, random: () => number): () => boolean {
  let isBad = false;
  return () => {
    if (meanBurst === 1) return random() < lossRatio;
    const stay = isBad ? 1 - 1 / meanBurst : lossRatio / meanBurst / (1 - lossRatio);
    isBad = random() < stay;
    return isBad;
  };
}

interface Link {
  readonly lossRatio: number;
  readonly meanBurst: number;
  /** The verdict is looked at no sooner. */
  readonly leastPackets?: number;
}

const MOST_PACKETS = 300_000;
const LOOK_EVERY = 500;

/** What a stream ends with that is looked at every 50 ms. */
function verdictOn({ lossRatio, meanBurst, leastPackets = 0 }: Link, random: () => number) {
  const isLost = channel(lossRatio, meanBurst, random);
  const counter = createLossCounter();
  for (let sent = 0; sent < MOST_PACKETS; sent += LOOK_EVERY) {
    for (let packet = 0; packet < LOOK_EVERY; packet += 1) counter.add(isLost());
    if (sent < leastPackets) continue;
    const verdict = lossVerdict(counter.periods(), BOUNDS, ALPHA);
    if (verdict !== 'undecided') return { verdict, packets: sent + LOOK_EVERY };
  }
  return { verdict: 'undecided', packets: MOST_PACKETS } as const;
}

const LINKS = 500;

/** Thirty seconds at ten thousand a second: what it takes to meet bursts that come every few seconds. */
const THIRTY_SECONDS = MOST_PACKETS - LOOK_EVERY;

const rows: readonly (Link & { readonly truth: string; readonly mostMean: number })[] = [
  { lossRatio: 0, meanBurst: 1, truth: 'pass', mostMean: 36_000 },
  { lossRatio: 0.00003, meanBurst: 1, truth: 'pass', mostMean: 150_000 },
  { lossRatio: 0.0003, meanBurst: 1, truth: 'warn', mostMean: 80_000 },
  { lossRatio: 0.003, meanBurst: 1, truth: 'fail', mostMean: 10_000 },
  {
    lossRatio: 0.0003,
    meanBurst: 20,
    leastPackets: THIRTY_SECONDS,
    truth: 'warn',
    mostMean: MOST_PACKETS,
  },
  { lossRatio: 0.03, meanBurst: 20, truth: 'fail', mostMean: 100_000 },
];

for (const { truth, mostMean, ...link } of rows) {
  const what = `${link.lossRatio * 100} % loss, mean burst ${link.meanBurst}`;
  test(`${what}: at most 5 in 100 verdicts are wrong`, (t) => {
    const random = createRandom(20_261_121);
    const ends = Array.from({ length: LINKS }, () => verdictOn(link, random));
    const wrong = ends.filter(({ verdict }) => verdict !== truth && verdict !== 'undecided').length;
    const mean = ends.reduce((sum, { packets }) => sum + packets, 0) / LINKS;
    const undecided = ends.filter(({ verdict }) => verdict === 'undecided').length;
    t.comment(
      `${wrong} wrong, ${undecided} undecided of ${LINKS}, ${Math.round(mean)} packets on average`,
    );
    t.ok(wrong <= LINKS * ALPHA, `${wrong} of ${LINKS} are wrong`);
    t.ok(mean <= mostMean, `${mean} packets on average`);
    t.end();
  });
}

test('a clean path is proven by as many packets as are said to be needed', (t) => {
  const needed = cleanTrialsNeeded(BOUNDS.pass, ALPHA);
  const clean = (trials: number) =>
    rateVerdict({ hits: 0, trials, weightLow: 1, weightHigh: 1 }, BOUNDS, ALPHA);
  t.equal(clean(needed), 'pass');
  t.equal(clean(needed - 1), 'undecided');
  t.ok(needed < 40_000, `${needed}: four seconds at ten thousand a second`);
  t.end();
});

test('losses in a row are one period', (t) => {
  const counter = createLossCounter();
  for (const letter of '..x..xxx.xx') counter.add(letter === 'x');
  t.strictSame(counter.periods(), { packets: 11, lost: 6, periods: 3, longest: 3, squares: 14 });
  t.end();
});

test('an interval is as wide as its bursts', (t) => {
  const single = lossInterval(
    { packets: 100_000, lost: 40, periods: 40, longest: 1, squares: 40 },
    0.95,
  );
  const bursts = lossInterval(
    { packets: 100_000, lost: 40, periods: 2, longest: 20, squares: 800 },
    0.95,
  );
  t.ok(single.low > 0.00025 && single.high < 0.0006);
  t.ok(bursts.low < single.low && bursts.high > single.high);
  t.end();
});
