import { performance } from 'node:perf_hooks';
import fc from 'fast-check';
import { test } from 'tap';
import { createProgressReader } from '#lib/iperf3/progress.ts';
import { readResult } from '#lib/iperf3/result.ts';
import type { Iperf3Result } from '#lib/iperf3/result.ts';
import { fixture, fixtureNames } from './said.ts';

const NAMES = fixtureNames().filter((name) => !/option|version/.test(name));
const TEXTS = NAMES.map(fixture);
const SEED = 20261121;

/** What is put where something else should be. */
const WORDS = [
  '',
  '{',
  '}',
  '[',
  ']',
  '\n{',
  '}\n',
  '"',
  '\\',
  ',',
  ':',
  'null',
  'true',
  '-1',
  '0',
  '1e-300',
  '1e308',
  '18446744073709551615',
  '-nan',
  'inf',
  '"x"',
  '[]',
  '{}',
  '"sender":\ttrue',
  '"sender":\tfalse',
  '"error":\t"no"',
  '"__proto__":\t{"bytes":1}',
  '"bytes":\t-5',
  '"seconds":\t0',
  '"event":"interval"',
  '{"event":"interval","data":',
  '\u0000',
  '\ud800',
  'iperf3: error - no',
];

/** From 0 to 1, all alike likely. */
const share = fc.nat({ max: 9999 }).map((place) => place / 10_000);

/** A fixture with something put over several parts of it. */
const mutated = fc
  .tuple(
    fc.constantFrom(...TEXTS),
    fc.array(fc.tuple(share, fc.constantFrom(...WORDS), fc.nat(30)), {
      minLength: 1,
      maxLength: 6,
    }),
  )
  .map(([text, changes]) =>
    changes.reduce((changed, [place, word, over]) => {
      const at = Math.floor(place * changed.length);
      return `${changed.slice(0, at)}${word}${changed.slice(at + over)}`;
    }, text),
  );

const VALUES: readonly unknown[] = [
  null,
  true,
  false,
  -1,
  0,
  0.5,
  1e-300,
  1e308,
  2 ** 64,
  'x',
  '',
  [],
  {},
  [[]],
  [null],
  [{ sender: true }],
  { sender: { bytes: 1, end: 1, sender: true } },
  { toString: 1, constructor: 2 },
];

type Change = { readonly place: number; readonly value: unknown; readonly isGone: boolean };

/** Returns the JSON with the value at some places changed or taken away; the places are counted in depth-first order. */
function withChanges(text: string, changes: readonly Change[]): string {
  let total = 0;
  JSON.parse(text, () => (total += 1));
  let index = 0;
  return JSON.stringify(
    JSON.parse(text, (_key, value: unknown): unknown => {
      const change = changes.find(({ place }) => Math.floor(place * total) === index);
      index += 1;
      if (change === undefined) return value;
      return change.isGone ? undefined : change.value;
    }) ?? null,
  );
}

const WHOLE = TEXTS.filter((text) => /^\{\n[^]*\}\n$/.test(text) && !text.includes('nan'));
const EVENTS = TEXTS.filter((text) => text.startsWith('{"event"') && text.endsWith('}\n'));

const retyped = fc
  .tuple(
    fc.constantFrom(...WHOLE, ...EVENTS.flatMap((text) => text.trim().split(/\n(?=\{)/))),
    fc.array(
      fc.record({
        place: share,
        value: fc.constantFrom(...VALUES),
        isGone: fc.boolean(),
      }),
      { minLength: 1, maxLength: 8 },
    ),
  )
  .map(([text, changes]) => withChanges(text, changes));

/** Throws if the result is not what its type says: every number is one, every text is short, some bytes arrived. */
function check(result: Iperf3Result): void {
  checkValue(result);
  if (result.kind === 'failed') return;
  const flows = Object.values(result.flows);
  if (flows.length === 0 || flows.some(({ receivedBytes }) => receivedBytes <= 0)) {
    throw new Error('a measurement of nothing');
  }
  if (flows.some(({ lostPackets, packets }) => (lostPackets ?? 0) > (packets ?? 0))) {
    throw new Error('more lost than sent');
  }
}

function checkValue(value: unknown): void {
  if (typeof value === 'number' && !(value >= 0 && value < Infinity)) {
    throw new Error(`a number that is none: ${String(value)}`);
  }
  if (typeof value === 'string' && value.length > 500) throw new Error('a long text');
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(checkValue);
}

test('no text makes it throw, or measure what nobody measured', (t) => {
  const kinds = { measured: 0, failed: 0 };
  const startedAt = performance.now();
  for (const [texts, numRuns] of [
    [mutated, 1200],
    [retyped, 1200],
    [fc.string({ unit: 'binary', maxLength: 200 }), 400],
  ] as const) {
    fc.assert(
      fc.property(texts, (text) => {
        const result = readResult(text);
        check(result);
        kinds[result.kind] += 1;
      }),
      { seed: SEED, numRuns },
    );
  }
  t.ok(kinds.measured > 300, `${kinds.measured} texts were near enough to a result`);
  t.ok(kinds.failed > 500, `${kinds.failed} texts were far enough from one`);
  t.ok(performance.now() - startedAt < 20_000, 'in a time that nobody notices');
  t.end();
});

test('progress is the same in any pieces, whatever comes', (t) => {
  let told = 0;
  fc.assert(
    fc.property(mutated, fc.array(fc.nat(4000), { maxLength: 8 }), (text, places) => {
      const cuts = [0, ...places.toSorted((a, b) => a - b), text.length];
      const chunks = cuts.slice(1).map((end, index) => text.slice(cuts[index], end));
      const whole = createProgressReader();
      const pieces = createProgressReader();
      const wanted = [...whole.push(text), ...whole.end()];
      wanted.forEach(checkValue);
      told += wanted.length;
      t.strictSame([...chunks.flatMap((chunk) => pieces.push(chunk)), ...pieces.end()], wanted);
    }),
    { seed: SEED, numRuns: 500 },
  );
  t.ok(told > 100, `${told} times something was told`);
  t.end();
});

const LEAST_MS = 0.5; // below it nothing is measured but the clock and the cache

/** The shortest of some runs, in ms: what else the machine does only ever adds. */
function shortestMs(text: string): number {
  const times = Array.from({ length: 3 }, () => {
    const startedAt = performance.now();
    readResult(text);
    return performance.now() - startedAt;
  });
  return Math.max(LEAST_MS, Math.min(...times));
}

/** How many times as long the second takes; once more if that is much, for the machine may have been busy. */
function timeRatio(first: string, second: string): number {
  const ratio = shortestMs(second) / shortestMs(first);
  return ratio < 20 ? ratio : Math.min(ratio, shortestMs(second) / shortestMs(first));
}

test('the time is in proportion to the length', (t) => {
  const rows: readonly (readonly [name: string, start: string, word: string])[] = [
    ['open objects', '', '{'],
    ['objects that begin again', '', '{\n'],
    ['whole objects on one line', '', '{}'],
    ['open strings', '{"', '\\"'],
    ['backslashes', '{"', '\\'],
    ['numbers that are none', '{"a":1,"b":', ' :nan'],
    ['blanks before one', '{"b":', ' '],
    ['lines of text', '', 'iperf3: error\n'],
    ['a long line of text', 'iperf3', 'x'],
    ['slashes', '', '/'],
    ['a long error', '{"error":"', ': error - '],
    ['server output', '{"end":{"streams":[]},"server_output_text":"', '[  5] 1/2 '],
    ['one server line', '{"end":{"streams":[]},"server_output_text":"[  5] ', '1'],
  ];
  for (const [name, start, word] of rows) {
    const text = (length: number): string =>
      start + word.repeat(length / word.length) + (start.endsWith('"') ? '"}' : '\n}');
    const ratio = timeRatio(text(100_000), text(800_000));
    // 8 if linear, 64 if quadratic.
    t.ok(ratio < 32, `${name}: ${ratio.toFixed(1)} times as long`);
  }
  t.end();
});
