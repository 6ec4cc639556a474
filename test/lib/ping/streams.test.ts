import { test } from 'tap';
import { createPingParser } from '#lib/ping/parse.ts';

const LINE = '64 bytes from 192.0.2.1: icmp_seq=1 ttl=64 time=0.5 ms';

test('an event comes with the end of its line', (t) => {
  const parser = createPingParser();
  t.strictSame(parser.push(LINE), []);
  t.match(parser.push('\n'), [{ kind: 'reply', sequence: 1 }]);
  t.strictSame(parser.end(), []);
  t.end();
});

test('a last line without an end comes with the end, once', (t) => {
  const parser = createPingParser();
  t.strictSame(parser.push('no answer yet for icmp_seq=12'), []);
  t.strictSame(parser.end(), [{ kind: 'unanswered', sequence: 12 }]);
  t.strictSame(parser.end(), []);
  t.end();
});

test('a complaint may come in the middle of a line of the other stream', (t) => {
  const parser = createPingParser();
  t.strictSame(parser.push(LINE.slice(0, 30), 'stdout'), []);
  t.match(parser.push('ping: sendmsg: Network is unreachable\nping: send', 'stderr'), [
    { kind: 'failure', cause: 'no-route' },
  ]);
  t.match(parser.push(`${LINE.slice(30)}\n`, 'stdout'), [{ kind: 'reply', rttMs: 0.5 }]);
  t.match(parser.push('to: No route to host', 'stderr'), []);
  t.match(parser.end(), [{ kind: 'failure', text: 'sendto: No route to host' }]);
  t.end();
});

test('a line of more than 4096 characters is dropped, and only that line', (t) => {
  const [start, rest] = ['From ', ' icmp_seq=3 Time to live exceeded'];
  for (const [length, events] of [
    [4096, 2],
    [4097, 1],
  ] as const) {
    const line = `${start}${'x'.repeat(length - start.length - rest.length)}${rest}`;
    const text = `${line}\n${LINE}\n`;
    t.equal(createPingParser().push(text).length, events, `${length} in one piece`);
    const parser = createPingParser();
    const pieces = Array.from(text).flatMap((piece) => parser.push(piece));
    t.equal(pieces.length, events, `${length}, a character at a time`);
  }
  t.end();
});

test('what is left of a dropped line is no line of its own', (t) => {
  const parser = createPingParser();
  t.strictSame(parser.push('x'.repeat(5000)), []);
  t.strictSame(parser.push(`${LINE}\n`), []);
  t.match(parser.push(`${LINE}\n`), [{ kind: 'reply' }]);
  t.strictSame(parser.push('x'.repeat(5000)), []);
  t.strictSame(parser.end(), []);
  t.end();
});
