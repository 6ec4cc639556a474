import { test } from 'tap';
import type { Transfer } from '#core/storage.ts';
import { rateOfTransfer, storageVerdict } from '#lib/storage/verdict.ts';

/** Samples of 25 ms whose rates repeat. */
function transferOf(seconds: number, rates: readonly number[]): Transfer {
  const count = Math.round(seconds / 0.025);
  const samples = Array.from({ length: count }, (_, index) => ({
    startS: index * 0.025,
    seconds: 0.025,
    bps: rates[index % rates.length] ?? 0,
  }));
  const bits = samples.reduce((sum, { bps }) => sum + bps * 0.025, 0);
  return { bytes: bits / 8, seconds, samples };
}

const BOUNDS = { pass: 200, fail: 100 };

const rows = [
  { what: 'steady above', transfer: transferOf(2, [300]), verdict: 'pass' },
  { what: 'just at the bound', transfer: transferOf(2, [200]), verdict: 'pass' },
  { what: 'between the two', transfer: transferOf(2, [149, 151]), verdict: 'warn' },
  { what: 'below', transfer: transferOf(2, [50, 60]), verdict: 'fail' },
  {
    what: 'around the upper bound',
    transfer: transferOf(0.5, [100, 350, 200]),
    verdict: 'undecided',
  },
  { what: 'three blocks', transfer: transferOf(0.15, [1000]), verdict: 'undecided' },
  { what: 'four blocks', transfer: transferOf(0.2, [1000]), verdict: 'pass' },
  { what: 'nothing', transfer: { bytes: 0, seconds: 0, samples: [] }, verdict: 'undecided' },
  // fio gives one number for all of it.
  {
    what: 'one long sample',
    transfer: { bytes: 1e6, seconds: 9, samples: [{ startS: 0, seconds: 9, bps: 9e5 }] },
    verdict: 'undecided',
  },
] as const;

for (const { what, transfer, verdict } of rows) {
  test(`a transfer ${what} is ${verdict}`, (t) => {
    const rate = rateOfTransfer(transfer, 0.95);
    t.equal(storageVerdict(rate, BOUNDS), verdict);
    t.ok(rate.low <= rate.meanBps * (1 + 1e-9) && rate.meanBps <= rate.high * (1 + 1e-9));
    t.end();
  });
}

test('more confidence takes a wider interval', (t) => {
  const transfer = transferOf(2, [100, 300, 200]);
  const [sure, surer] = [rateOfTransfer(transfer, 0.9), rateOfTransfer(transfer, 0.999)];
  t.ok(surer.high - surer.low > sure.high - sure.low);
  t.equal(surer.meanBps, sure.meanBps);
  t.end();
});
