import fc from 'fast-check';
import { test } from 'tap';
import { createProgressReader } from '#lib/iperf3/progress.ts';
import type { Iperf3Progress } from '#lib/iperf3/progress.ts';
import { fixture, saidInterval } from './said.ts';

function saidProgress(progress: Iperf3Progress): string {
  switch (progress.kind) {
    case 'interval': {
      const { up, down } = progress;
      const both = [up && `up ${saidInterval(up)}`, down && `down ${saidInterval(down)}`];
      return both.filter(Boolean).join('; ');
    }
    case 'failed':
      return `${progress.reason}: ${progress.message}`;
    case 'started':
    case 'ended':
      return progress.kind;
  }
}

function read(chunks: Iterable<string>): readonly string[] {
  const reader = createProgressReader();
  const told = [...chunks].flatMap((chunk) => reader.push(chunk));
  return [...told, ...reader.end()].map(saidProgress);
}

test('a test tells what it does', (t) => {
  t.strictSame(read([fixture('3.17-stream-tcp-both')]), [
    'started',
    'up 0 s + 0.500 s: 8678.1 Mbit/s, retransmits 1, rtt 0.75 ms, cwnd 4452844; down 0 s + 0.500 s: 7743.2 Mbit/s, retransmits null, rtt null ms, cwnd null',
    'up 0.500235 s + 0.503 s: 8346.8 Mbit/s, retransmits 3, rtt 0.262 ms, cwnd 2750286; down 0.50024 s + 0.503 s: 8110.9 Mbit/s, retransmits null, rtt null ms, cwnd null',
    'ended',
  ]);
  t.strictSame(read([fixture('3.17-stream-busy')]), [
    'busy: the server is busy running a test. try again later',
    'ended',
  ]);
  t.strictSame(read([fixture('3.17-stream-tcp-cut')]).length, 2, 'half an event is none');
  t.strictSame(read([fixture('3.19-stream-terminated')]).slice(-2), [
    'interrupted: interrupt - the client has terminated by signal Terminated(15)',
    'ended',
  ]);
  t.equal(read([fixture('3.17-stream-udp-server-output')]).length, 3, 'not what the server said');
  t.strictSame(read(['iperf3: error - unable to connect to server: Connection refused\n']), [
    'refused: unable to connect to server: Connection refused',
  ]);
  t.end();
});

test('each event is told as soon as its line ends', (t) => {
  const reader = createProgressReader();
  const counts = fixture('3.17-stream-tcp-up')
    .split('\n')
    .map((line) => [reader.push(line).length, reader.push('\n').length]);
  t.strictSame(counts, [
    [0, 1],
    [0, 1],
    [0, 1],
    [0, 1],
    [0, 0],
  ]);
  t.end();
});

test('the places of the cuts do not matter', (t) => {
  const text = fixture('3.19-stream-terminated');
  const wanted = read([text]);
  t.equal(wanted.length, 6);
  t.strictSame(read(text), wanted, 'a character at a time');
  fc.assert(
    fc.property(fc.array(fc.nat({ max: text.length }), { maxLength: 20 }), (places) => {
      const cuts = [0, ...places.toSorted((a, b) => a - b), text.length];
      const chunks = cuts.slice(1).map((end, index) => text.slice(cuts[index], end));
      t.strictSame(read(chunks), wanted);
    }),
    { seed: 20261121, numRuns: 50 },
  );
  t.end();
});

test('what is unknown, too long or of a wrong type is left out, and the rest is told', (t) => {
  const interval = fixture('3.17-stream-tcp-up').split('\n')[1] ?? '';
  const wanted = read([interval]);
  t.equal(wanted.length, 1);
  const rows: readonly (readonly [name: string, text: string])[] = [
    ['an unknown event', '{"event":"weather","data":{}}\n'],
    ['an event without a name', '{"data":{}}\n{"event":7}\n'],
    ['an interval of nothing', '{"event":"interval","data":{"streams":"none"}}\n'],
    ['an interval without data', '{"event":"interval"}\n'],
    ['an error that is no text', '{"event":"error","data":{}}\n'],
    ['half an event', '{"event":"interval","data":{"streams":[{"socket":5,\n'],
    ['no JSON', '{"event":"interval",}\n'],
    ['a line without end', `{"event":"start","data":"${'x'.repeat(2_000_000)}"}\n`],
    ['an object without end', `{\n${'"x":1,\n'.repeat(300_000)}\n`],
    ['deep nesting', `{"a":${'['.repeat(500_000)}\n`],
    ['text', 'iperf Done.\n\n'],
  ];
  for (const [name, text] of rows) t.strictSame(read([text, interval]), wanted, name);
  t.end();
});
