import { test } from 'tap';
import { operationsOf } from '#lib/storage/operations.ts';

const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);

const rows = [
  { what: 'none', timesMs: [], gives: null },
  {
    what: 'one',
    timesMs: [4],
    gives: { count: 1, perSecond: 250, p50Ms: 4, p95Ms: 4, p99Ms: 4 },
  },
  {
    what: 'a hundred, in any order',
    timesMs: hundred,
    gives: { count: 100, perSecond: 100_000 / 5050, p50Ms: 50, p95Ms: 95, p99Ms: 99 },
  },
  {
    what: 'that took no time',
    timesMs: [0, 0],
    gives: { count: 2, perSecond: 0, p50Ms: 0, p95Ms: 0, p99Ms: 0 },
  },
] as const;

for (const { what, timesMs, gives } of rows) {
  test(`operations: ${what}`, (t) => {
    t.strictSame(operationsOf(timesMs), gives);
    t.end();
  });
}
