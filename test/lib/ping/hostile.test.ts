import { performance } from 'node:perf_hooks';
import fc from 'fast-check';
import { test } from 'tap';
import { createPingParser } from '#lib/ping/parse.ts';
import { said } from './recorded.ts';

/** What the expressions of the parser look for, to be put together wrongly. */
const WORDS = [
  'PING ',
  'PING6(',
  '64 bytes from ',
  'From ',
  '192.0.2.1',
  '(::1)',
  ' (',
  ')',
  ': ',
  ', ',
  ' icmp_seq=3 ',
  'icmp_seq=',
  'seq=0',
  ' ttl=64',
  ' time=1 ms',
  ' time=-',
  '(DUP!)',
  'Destination ',
  'Packet too big',
  ' mtu=',
  '99999999999999999999',
  'ping: ',
  '/ping',
  '-ping',
  'connect: ',
  'local error: message too long',
  '1 packets transmitted',
  '1 received',
  '1 duplicates',
  '0% packet loss',
  ' data bytes',
  ' from ',
  'is not in ',
  'no answer yet for icmp_seq=',
  '\n',
  '\r',
];
const LINES = [
  '64 bytes from 192.0.2.1: icmp_seq=1 ttl=64 time=0.5 ms',
  '92 bytes from 192.0.2.254: Destination Host Unreachable',
  'From 192.0.2.254 icmp_seq=3 Frag needed and DF set (mtu = 1400)',
  'no answer yet for icmp_seq=3',
  '5 packets transmitted, 4 received, +2 duplicates, 20% packet loss, time 4005ms',
  'ping: sendmsg: Network is unreachable',
];

/** A true line with something put over a part of it, or anything. */
const nearLine = fc
  .tuple(fc.constantFrom(...LINES), fc.nat({ max: 80 }), fc.constantFrom('', ...WORDS), fc.nat(9))
  .map(([line, at, word, over]) => `${line.slice(0, at)}${word}${line.slice(at + over)}\n`);
const anyText = fc
  .array(fc.oneof(nearLine, fc.constantFrom(...WORDS), fc.string({ unit: 'binary' })), {
    maxLength: 30,
  })
  .map((parts) => parts.join(''));

function run(chunks: readonly string[]): readonly string[] {
  const parser = createPingParser();
  const events = chunks.flatMap((chunk) => parser.push(chunk));
  return [...events, ...parser.end()].map((event) => {
    checkNumbers(event);
    return said(event);
  });
}

/** Every number of an event is one: no NaN, none below 0. */
function checkNumbers(event: object): void {
  for (const value of Object.values(event) as readonly unknown[]) {
    if (typeof value === 'number' && !(value >= 0 && value < Infinity)) {
      throw new Error(`a number that is none: ${JSON.stringify(event)}`);
    }
  }
}

test('no text makes it throw, and the pieces do not matter', (t) => {
  let events = 0;
  fc.assert(
    fc.property(fc.array(anyText, { maxLength: 8 }), (chunks) => {
      const whole = run([chunks.join('')]);
      events += whole.length;
      t.strictSame(run(chunks), whole);
    }),
    { seed: 20261120, numRuns: 2000 },
  );
  t.ok(events > 1000, `the texts came near enough to make ${events} events`);
  t.end();
});

/** The shortest of some runs, in ms: what else the machine does only ever adds. */
function shortestMs(chunks: readonly string[]): number {
  const times = Array.from({ length: 5 }, () => {
    const startedAt = performance.now();
    run(chunks);
    return performance.now() - startedAt;
  });
  return Math.min(...times);
}

/** How many times as long the second takes; once more if that is much, for the machine may have been busy. */
function timeRatio(first: readonly string[], second: readonly string[], much: number): number {
  const ratio = shortestMs(second) / shortestMs(first);
  return ratio < much ? ratio : Math.min(ratio, shortestMs(second) / shortestMs(first));
}

/** As much text in lines of this length, each of which says the same thing again and again. */
function longLines(start: string, word: string, length: number): readonly string[] {
  const line = `${start}${word.repeat(length)}`.slice(0, length - 1);
  return [`${line}\n`.repeat(100_000 / length)];
}

test('a line takes time in proportion to its length', (t) => {
  const starts = ['', 'PING ', '64 bytes from ', 'From ', 'ping: ', '1 packets transmitted, '];
  const words = [...WORDS.map((word) => word.replace(/[\r\n]/, 'x')), '1', ' '];
  for (const word of words) {
    for (const start of starts) {
      // As much text in lines 16 times as long: 1 if linear, 16 if quadratic.
      const ratio = timeRatio(longLines(start, word, 250), longLines(start, word, 4000), 6);
      t.ok(ratio < 6, `${start}${word}… takes ${ratio.toFixed(1)} times as long`);
    }
  }
  t.end();
});

test('a line takes that time in the smallest pieces too', (t) => {
  const pieces = (length: number): readonly string[] =>
    Array.from(longLines('', 'x', length)[0] ?? '');
  const ratio = timeRatio(pieces(250), pieces(4000), 6);
  t.ok(ratio < 6, `a character at a time takes ${ratio.toFixed(1)} times as long`);
  t.end();
});
