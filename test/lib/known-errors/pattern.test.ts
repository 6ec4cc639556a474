import fc from 'fast-check';
import { test } from 'tap';
import { LAYERS } from '#lib/known-errors/catalogue.ts';
import { fill } from '#lib/known-errors/fill.ts';
import { compilePatterns, matchPattern, type Pattern } from '#lib/known-errors/pattern.ts';
import { recognise } from '#lib/known-errors/recognise.ts';
import { sampleLines } from './sample-line.ts';

const WORDS = LAYERS.flatMap(({ errors }) => errors.flatMap(({ patterns }) => patterns));

function match(pattern: string, line: string) {
  return compilePatterns(pattern)
    .map((compiled) => matchPattern(compiled, line))
    .find((facts) => facts !== undefined);
}

const cases = [
  { pattern: 'a.b', line: 'axb', facts: undefined },
  {
    pattern: 'lookup {host}: no',
    line: 'lookup a.example.com.: no',
    facts: { host: 'a.example.com' },
  },
  {
    pattern: 'dial {address}:{port}',
    line: 'dial [2001:db8::1]:443',
    facts: { address: '2001:db8::1', port: '443' },
  },
  { pattern: 'a * b', line: 'b a x b', facts: {} },
  { pattern: 'a * b', line: 'b a x', facts: undefined },
  { pattern: 'is {up|down}', line: 'is down', facts: {} },
  { pattern: 'is {up|down}', line: 'is sideways', facts: undefined },
  { pattern: 'image "{image}"', line: 'image "$(reboot)"', facts: undefined },
  { pattern: 'host {host} ', line: 'host -oProxyCommand=x ', facts: undefined },
];

for (const { pattern, line, facts } of cases) {
  test(`${pattern} on ${line}`, (t) => {
    t.strictSame(match(pattern, line), facts);
    t.end();
  });
}

test('a placeholder that nobody knows is a bug', (t) => {
  t.throws(() => compilePatterns('{hots}'), /no placeholder is called \{hots\}/);
  t.end();
});

const fillings = [
  { template: '{host|the host} is gone', facts: {}, text: 'the host is gone' },
  { template: '{host|the host} is gone', facts: { host: 'a' }, text: 'a is gone' },
  { template: '{address|host|it}', facts: { host: 'a' }, text: 'a' },
  { template: '{address|host|it}', facts: { host: 'a', address: '192.0.2.1' }, text: '192.0.2.1' },
  { template: '{constructor|it}', facts: {}, text: 'it' },
  { template: '{"a":["b"]}', facts: {}, text: '{"a":["b"]}' },
];

for (const { template, facts, text } of fillings) {
  test(`${template} with ${JSON.stringify(facts)}`, (t) => {
    t.equal(fill(template, facts), text);
    t.end();
  });
}

test('no piece of a pattern repeats without a bound', (t) => {
  for (const { pieces } of WORDS.flatMap(compilePatterns)) {
    for (const { source } of pieces) {
      const bare = source.replaceAll(/\\./g, '').replaceAll(/\[[^\]]*\]/g, '');
      t.notMatch(bare, /[*+]|\{\d+,\}/, source);
    }
  }
  t.end();
});

/** Lines that begin to match everywhere and end nowhere. */
function adversaries(words: string, length: number): readonly string[] {
  return sampleLines(words).flatMap((sample) => {
    const core = sample.slice('Nov 20 10:15:02 node component[1]: '.length, -2);
    const half = core.slice(0, Math.ceil(core.length / 2));
    return [core.slice(0, -1), half, core[0] ?? 'a'].map((part) =>
      part.repeat(Math.ceil(length / part.length)).slice(0, length),
    );
  });
}

/** The quickest of some tries: the noise of a busy machine only ever adds. */
function quickestMs(patterns: readonly Pattern[], lines: readonly string[]): number {
  const tries = [1, 2, 3, 4, 5].map(() => {
    const startedMs = performance.now();
    for (const pattern of patterns) for (const line of lines) matchPattern(pattern, line);
    return performance.now() - startedMs;
  });
  return Math.min(...tries);
}

test('the time of a match grows with the line, not with its square', (t) => {
  const SHORT = 16 * 1024;
  for (const words of WORDS) {
    const patterns = compilePatterns(words);
    const short = quickestMs(patterns, adversaries(words, SHORT));
    const long = quickestMs(patterns, adversaries(words, 4 * SHORT));
    // Four times the line takes four times as long; the square would be sixteen.
    t.ok(long < 10 * Math.max(short, 0.5), `${words}: ${short} ms, then ${long} ms`);
    t.ok(short < 40, `${words}: ${short} ms`);
  }
  t.end();
});

test('whatever a line holds, what was read out of it is safe in a command', (t) => {
  const piece = fc.oneof(
    fc.string(),
    fc.constantFrom(...WORDS.flatMap(sampleLines)),
    fc.constantFrom('$(x)', '`', ';', '\n'),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
      const { issuer, ...facts } = recognise(pieces.join(' '))?.facts ?? {};
      for (const value of Object.values(facts)) {
        if (!/^[A-Za-z0-9][A-Za-z0-9_.:/@-]*$|^[0-9a-f:]+$/.test(value)) return false;
      }
      return !issuer?.includes('"');
    }),
    { numRuns: 500 },
  );
  t.end();
});
