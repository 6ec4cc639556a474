import { performance } from 'node:perf_hooks';
import fc from 'fast-check';
import { test } from 'tap';
import { mergeTraces } from '#lib/trace/merge.ts';
import { createTraceParser, parseTrace } from '#lib/trace/parse.ts';
import type { Trace, TraceTool } from '#lib/trace/trace.ts';
import { inPieces, recordedTraces } from './recorded.ts';

const TOOLS: readonly TraceTool[] = [
  'traceroute',
  'inetutils',
  'busybox',
  'bsd',
  'tracepath',
  'mtr',
];
const TARGET = '198.51.100.1';

/** What the expressions look for, to be put in the wrong place. */
const PARTS = [
  ...[
    '*',
    ' * ',
    '!',
    '!X',
    '!F-',
    '!F-99999999999',
    '!<',
    ' ms',
    'ms ',
    '0.1ms',
    '192.0.2.1',
    '::1',
    'fe80::1%x',
  ],
  ...[
    '(',
    ')',
    '<syn,ack>',
    'F=',
    ' pmtu ',
    'asymm ',
    'reached',
    'no reply',
    'Resume: pmtu ',
    ' hops ',
    ' back ',
  ],
  ...[
    'x 0 1\n',
    'h 0 ::1\n',
    'p 0 1 1\n',
    'p 255 1 1\n',
    '"count": ',
    '"host": "',
    '"Snt": ',
    'Mtr_Version,Hop,Ip,Snt\n',
  ],
  ...[
    'MTR.0.95,',
    ',',
    '{',
    '}',
    '"',
    '\\',
    '\n',
    '\r',
    '\n\n',
    '\u0000',
    '\u001b[2J',
    '\ud800',
    '-1',
    '1e9',
    '999999999999',
  ],
  ...['traceroute: ', 'mtr: ', 'NET ERROR: ', '     ', '__proto__', 'constructor'],
];

/** A fixture with a few parts put over others, and perhaps cut. */
const mutated = fc
  .tuple(
    fc.constantFrom(...recordedTraces()),
    fc.array(fc.tuple(fc.nat(2000), fc.constantFrom('', ...PARTS), fc.nat(12)), { maxLength: 6 }),
    fc.nat(2500),
  )
  .map(([{ run, text }, changes, end]) => {
    let changed = text;
    for (const [at, part, over] of changes) {
      const start = at % (changed.length + 1);
      changed = changed.slice(0, start) + part + changed.slice(start + over);
    }
    return { run, text: changed.slice(0, end) };
  });

/** Everything is of its type and in its range, and so is what is made of it. */
function assertSound(trace: Trace): void {
  const numbers = JSON.stringify(trace, (_, value: unknown) => {
    if (typeof value === 'number' && !(value >= 0 && value < Infinity)) throw new Error(`${value}`);
    return value;
  });
  if (numbers.includes('\\u001b') || numbers.includes('\\u0000'))
    throw new Error('a control character');
  const ttls = trace.hops.map(({ ttl }) => ttl);
  const rising = ttls.every((ttl, index) => ttl >= 1 && ttl <= 255 && ttl > (ttls[index - 1] ?? 0));
  if (!rising) throw new Error(`TTLs ${ttls.join(' ')}`);
  if (trace.hops.some(({ answers }) => answers.length > 64)) throw new Error('too many answers');
  mergeTraces([trace, trace]);
}

test('no mutation of a fixture makes it throw, and the pieces do not matter', (t) => {
  let answers = 0;
  fc.assert(
    fc.property(mutated, fc.nat(300), ({ run, text }, cut) => {
      const whole = inPieces(run, [text]);
      assertSound(whole);
      answers += whole.hops.length;
      const pieces = inPieces(run, [text.slice(0, cut), text.slice(cut)]);
      if (JSON.stringify(pieces) !== JSON.stringify(whole)) throw new Error(`cut at ${cut}`);
    }),
    { seed: 20261121, numRuns: 3000 },
  );
  t.ok(answers > 3000, `there were ${answers} hops in them`);
  t.end();
});

test('every program may print what another prints, or anything', (t) => {
  const anything = fc.array(fc.oneof(fc.constantFrom(...PARTS), fc.string({ unit: 'binary' })), {
    maxLength: 30,
  });
  fc.assert(
    fc.property(fc.constantFrom(...TOOLS), anything, mutated, (tool, parts, { text }) => {
      assertSound(parseTrace({ tool, target: TARGET }, parts.join(''), text));
      assertSound(parseTrace({ tool, target: TARGET }, text));
    }),
    { seed: 20261121, numRuns: 700 },
  );
  t.end();
});

test('what never ends is kept in bounds', (t) => {
  const endless: readonly (readonly [TraceTool, string])[] = [
    ['mtr', 'h 0 192.0.2.1\nx 0 1\np 0 1 1\n'],
    ['mtr', '"count": 1, "host": "192.0.2.1", "Snt": 999999999999999}\n'],
    ['traceroute', ' 1  192.0.2.1  1 ms *\n'],
    ['traceroute', 'traceroute: complaint\n'],
    ['tracepath', ' 1:  192.0.2.1   0.1ms \n'],
    ['tracepath', 'x'.repeat(1000)],
  ];
  for (const [tool, piece] of endless) {
    const parser = createTraceParser({ tool, target: TARGET });
    for (let count = 0; count < 2000; count += 1) parser.push(piece);
    const trace = parser.end();
    assertSound(trace);
    t.ok(JSON.stringify(trace).length < 10_000, `${tool} ${piece.slice(0, 20)}`);
  }
  t.end();
});

test('complaints that differ are kept up to a number', (t) => {
  const lines = Array.from({ length: 500 }, (_, index) => `traceroute: complaint ${index}\n`);
  const trace = parseTrace({ tool: 'traceroute', target: TARGET }, '', lines.join(''));
  t.equal(trace.problems.length, 16);
  const [long] = parseTrace(
    { tool: 'mtr', target: TARGET },
    '',
    `mtr: ${'y'.repeat(3000)}\n`,
  ).problems;
  t.equal(long?.text.length, 200);
  t.end();
});

test('too many answers are cut, and that is said', (t) => {
  const trace = parseTrace(
    { tool: 'mtr', target: TARGET },
    `h 0 192.0.2.1\n${'p 0 5 1\n'.repeat(65)}`,
  );
  t.equal(trace.hops[0]?.answers.length, 64);
  t.match(trace.problems, [{ kind: 'truncated' }]);
  t.end();
});

/** How long it takes in ms; again if that is much, for the machine may have been busy. */
function shortestMs(tool: TraceTool, text: string, much: number): number {
  let shortest = Infinity;
  for (let run = 0; run < 4 && shortest > much; run += 1) {
    const startedAt = performance.now();
    parseTrace({ tool, target: TARGET }, text);
    shortest = Math.min(shortest, performance.now() - startedAt);
  }
  return shortest;
}

test('a line takes time in proportion to its length', (t) => {
  for (const tool of TOOLS) {
    for (const part of [...PARTS, 'x', ' ', '1', '-']) {
      const line = `${part.replaceAll('\n', ' ').repeat(4000).slice(0, 4000)}\n`;
      // What is quadratic in a line of 4 kB takes 80 million steps for 20 kB.
      const ms = shortestMs(tool, line.repeat(5), 100);
      t.ok(ms < 100, `${tool} ${JSON.stringify(part)} takes ${ms.toFixed(1)} ms`);
    }
  }
  t.end();
});

test('the target is checked at once', (t) => {
  for (const target of ['', 'example.com', '192.0.2.1 ']) {
    t.throws(() => createTraceParser({ tool: 'mtr', target }), TypeError, target);
  }
  t.end();
});

test('an address is one, however it is written', (t) => {
  const text = ' 1  2001:DB8:0:0::1  1 ms\n';
  const trace = parseTrace({ tool: 'traceroute', target: '2001:db8:0::0001' }, text);
  t.equal(trace.reached, true);
  t.equal(trace.hops[0]?.answers[0]?.address, '2001:db8::1');
  t.end();
});
