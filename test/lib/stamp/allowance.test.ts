import { test } from 'tap';
import { type Allowance, createAllowance } from '#lib/stamp/allowance.ts';

/** Offers packets at one time; returns how many may be answered. */
function offered(allowance: Allowance, packets: number, atMs: number): number {
  return Array.from({ length: packets }, () => allowance.take(atMs)).filter(Boolean).length;
}

test('20,000 packets a second are answered, second after second', async (t) => {
  const allowance = createAllowance();
  let given = 0;
  for (let ms = 0; ms < 5000; ms += 1) given += offered(allowance, 20, ms);
  t.equal(given, 100_000);
});

test('what waited half a second is answered late, not lost', async (t) => {
  const allowance = createAllowance();
  for (let ms = 0; ms < 1000; ms += 1) offered(allowance, 20, ms);
  t.equal(offered(allowance, 10_000, 1500), 10_000);
});

test('a flood is answered for a second, and then at the rate that is allowed', async (t) => {
  const allowance = createAllowance();
  t.equal(offered(allowance, 100_000, 0), 25_000);
  t.equal(offered(allowance, 100_000, 100), 2500);
  t.equal(allowance.refused(), 75_000 + 97_500);
});

test('a clock that is set back gives nothing and takes nothing', async (t) => {
  const allowance = createAllowance();
  t.equal(offered(allowance, 24_999, 1000), 24_999);
  t.equal(offered(allowance, 10, 0), 1);
  t.equal(offered(allowance, 100, 2), 50);
});
