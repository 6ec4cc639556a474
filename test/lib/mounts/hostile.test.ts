import { performance } from 'node:perf_hooks';
import fc from 'fast-check';
import { test } from 'tap';
import { mountAt, mountHolding, mountsBelow, mountsOf } from '#lib/mounts/mount-info.ts';
import { mountStatsOf } from '#lib/mounts/mount-stats.ts';
import { difference } from '#lib/mounts/stats-difference.ts';
import { fixture } from './fixture.ts';

const SEED = 20261122;

const STATS = ['6.1-v3-after', '6.1-v4.2-after', '6.1-nconnect'].map(fixture);
const MOUNTS = ['6.1-mountinfo', '6.1-mountinfo-v3'].map(fixture);

const WORDS = ['', ' ', '\n', '\t', '-', ' - ', ':', '0', '-1', '99999999999999999999', 'x', '\0'];
const MORE = ['\\040', '\\999', 'device ', ' mounted on /mnt/nfs with fstype nfs statvers=1.1\n'];

const mutated = (texts: readonly string[]): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.constantFrom(...texts),
      fc.array(fc.tuple(fc.nat({ max: 9999 }), fc.constantFrom(...WORDS, ...MORE), fc.nat(40)), {
        minLength: 1,
        maxLength: 8,
      }),
    )
    .map(([text, changes]) =>
      changes.reduce((changed, [place, word, over]) => {
        const at = Math.floor((place / 10_000) * changed.length);
        return `${changed.slice(0, at)}${word}${changed.slice(at + over)}`;
      }, text),
    );

/** Throws for a number that is none: all that is counted is 0 or more. */
function checkNumbers(value: unknown): void {
  if (typeof value === 'number' && !(value >= 0 && value < Infinity)) {
    throw new Error(`a number that is none: ${value}`);
  }
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(checkNumbers);
}

test('no text of mountstats makes it throw, or count what nobody counted', (t) => {
  let read = 0;
  let differences = 0;
  for (const texts of [mutated(STATS), fc.string({ unit: 'binary', maxLength: 200 })]) {
    fc.assert(
      fc.property(texts, texts, (one, other) => {
        const [before] = mountStatsOf(one);
        const [after] = mountStatsOf(other);
        checkNumbers([before, after]);
        if (before === undefined || after === undefined) return;
        read += 1;
        const found = difference(before, after);
        checkNumbers(found);
        if (found.kind === 'difference') differences += 1;
      }),
      { seed: SEED, numRuns: 400 },
    );
  }
  t.ok(read > 200, `${read} were near enough`);
  t.ok(differences > 20, `${differences} could be compared`);
  t.end();
});

test('no text of mountinfo makes it throw', (t) => {
  let read = 0;
  for (const texts of [mutated(MOUNTS), fc.string({ unit: 'binary', maxLength: 200 })]) {
    fc.assert(
      fc.property(texts, (text) => {
        const mounts = mountsOf(text);
        read += mounts.length;
        checkNumbers(mounts);
        mountAt(mounts, '/mnt/b');
        mountHolding(mounts, '/mnt/b/c');
        mountsBelow(mounts, '/mnt');
      }),
      { seed: SEED, numRuns: 400 },
    );
  }
  t.ok(read > 1000, `${read} mounts were read`);
  t.end();
});

test('the time is in proportion to the length', (t) => {
  const rows: readonly (readonly [name: string, text: (length: number) => string])[] = [
    ['one line', (length) => '1 2 3:4 / / rw '.repeat(length / 15)],
    ['blanks', (length) => `1 2 3:4 / / rw${' '.repeat(length)}`],
    ['hyphens', (length) => `1 2 3:4 / / rw${' -'.repeat(length / 2)}`],
    ['lines', (length) => '1 2 3:4 / / rw - a b c\n'.repeat(length / 22)],
    [
      'heads',
      (length) => 'device a mounted on /b with fstype nfs statvers=1.1\n'.repeat(length / 52),
    ],
    ['a long head', (length) => `device ${'a mounted on '.repeat(length / 13)}`],
    [
      'numbers',
      (length) =>
        `device a mounted on /b with fstype nfs statvers=1.1\n\txprt:\ttcp ${'1 '.repeat(length / 2)}`,
    ],
    ['escapes', (length) => `1 2 3:4 / /${'\\040'.repeat(length / 4)} rw - a b c`],
  ];
  const spent = (text: string): number => {
    const times = [0, 1, 2].map(() => {
      const startedAt = performance.now();
      mountsOf(text);
      mountStatsOf(text);
      return performance.now() - startedAt;
    });
    return Math.max(1, Math.min(...times));
  };
  for (const [name, text] of rows) {
    // Below the longest line, and beyond it: 4 if linear, 16 if quadratic.
    const short = spent(text(15_000)) * 4;
    t.ok(spent(text(60_000)) < 3 * short, `${name}, one line`);
    t.ok(spent(text(2_000_000)) < 2000, `${name}, 2 MB`);
  }
  t.end();
});
