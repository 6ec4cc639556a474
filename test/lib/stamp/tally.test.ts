import { test } from 'tap';
import type { ReflectorPacket } from '#lib/stamp/codec.ts';
import { Tally } from '#lib/stamp/tally.ts';

const T_MAX_MS = 100;

/** What becomes of packets: `.` comes back, `f` is lost on the way there, `r` on the way back, `d` comes back twice. */
type Fates = string;

function answerTo(sequence: number, number: number, atMs: number): ReflectorPacket {
  return {
    sequence: number,
    ssid: 1,
    receivedMs: atMs + 1000 + 4, // its clock is a second ahead
    answeredMs: atMs + 1000 + 5,
    senderSequence: sequence,
    senderSentMs: atMs,
    isSynchronised: false,
    errorMs: 1,
    counters: { received: number + 1, sent: number + 1 },
  };
}

/** Sends a packet each millisecond; each answer takes ten, one of which is the reflector's. */
function run(fates: Fates) {
  const tally = new Tally(T_MAX_MS);
  let number = 0;
  const answers: { readonly packet: ReflectorPacket; readonly atMs: number }[] = [];
  for (const [sequence, fate] of fates.split('').entries()) {
    tally.send(sequence);
    if (fate === 'f') continue;
    const packet = answerTo(sequence, number, sequence);
    number += 1;
    if (fate !== 'r') answers.push({ packet, atMs: sequence + 10 });
    if (fate === 'd') answers.push({ packet, atMs: sequence + 12 });
  }
  for (const { packet, atMs } of answers) tally.answer(packet, atMs);
  tally.settle(fates.length + 10);
  tally.finish({ received: number, sent: number });
  return tally.sample();
}

const rows = [
  { fates: '..........', forward: 0, reverse: 0, what: 'nothing is lost' },
  { fates: '..f.f....', forward: 2, reverse: 0, what: 'two on the way there' },
  { fates: '..r..r.r..', forward: 0, reverse: 3, what: 'three on the way back' },
  { fates: '.fffr.', forward: 3, reverse: 1, what: 'both in one gap' },
  { fates: '.....fff', forward: 3, reverse: 0, what: 'the last ones, on the way there' },
  { fates: '.....rrr', forward: 0, reverse: 3, what: 'the last ones, on the way back' },
  { fates: 'fff....', forward: 3, reverse: 0, what: 'the first ones' },
] as const;

for (const { fates, forward, reverse, what } of rows) {
  test(`${what}: each direction has its own losses`, (t) => {
    const sample = run(fates);
    t.equal(sample.sent, fates.length);
    t.equal(sample.forward.lost, forward);
    t.equal(sample.forward.packets, fates.length);
    t.equal(sample.reverse.lost, reverse);
    t.equal(sample.reverse.packets, fates.length - forward);
    t.end();
  });
}

test('losses in a row are one period of their direction', (t) => {
  t.match(run('..fff..ff..').forward, { lost: 5, periods: 2, longest: 3 });
  t.end();
});

test('what is said twice is counted once', (t) => {
  const sample = run('..dd..');
  t.match(sample, { received: 6, duplicates: 2, forward: { lost: 0 } });
  t.end();
});

test('what overtakes is not lost', (t) => {
  const tally = new Tally(T_MAX_MS);
  for (const at of [0, 1, 2, 3]) tally.send(at);
  for (const [sequence, number] of [
    [0, 0],
    [2, 1],
    [1, 2],
    [3, 3],
  ] as const) {
    tally.answer(answerTo(sequence, number, sequence), 20 + number);
  }
  tally.settle(30);
  tally.finish({ received: 4, sent: 4 });
  t.match(tally.sample(), {
    received: 4,
    reordered: 1,
    forward: { lost: 0 },
    reverse: { lost: 0 },
  });
  t.end();
});

test('an answer later than T_max comes too late', (t) => {
  const tally = new Tally(T_MAX_MS);
  tally.send(0);
  tally.send(1);
  tally.settle(150);
  tally.answer(answerTo(0, 0, 0), 160);
  tally.finish({ received: 2, sent: 2 });
  t.match(tally.sample(), { received: 0, late: 1, duplicates: 0, reverse: { lost: 2 } });
  t.end();
});

test('one that is missing does not hold up what others after it show, and may still come', (t) => {
  const tally = new Tally(T_MAX_MS);
  for (const at of [0, 1, 2, 3]) tally.send(at);
  for (const sequence of [0, 2, 3]) tally.answer(answerTo(sequence, sequence, sequence), 20);
  tally.settle(60);
  t.match(tally.sample(), { forward: { packets: 1, lost: 0 } });
  t.match(tally.sample(10), { forward: { packets: 4, lost: 0 }, reverse: { packets: 4, lost: 1 } });
  tally.answer(answerTo(1, 1, 1), 61);
  tally.finish({ received: 4, sent: 4 });
  t.match(tally.sample(), { received: 4, late: 0, reverse: { packets: 4, lost: 0 } });
  t.end();
});

test('a round trip is without the reflector’s time, and no clock but one’s own counts', (t) => {
  const { rttMs, forwardJitter } = run('..........');
  t.equal(rttMs.count, 10);
  const bin = rttMs.bins[0]?.[0] ?? 0;
  t.ok(Math.abs(rttMs.lowest * rttMs.growth ** bin - 9) < 0.1);
  t.equal(forwardJitter.ipdv.mean, 0);
  t.end();
});

test('answers to what was never sent are nobody’s', (t) => {
  const tally = new Tally(T_MAX_MS);
  tally.send(0);
  for (const sequence of [1, 77, 4_294_967_295]) tally.answer(answerTo(sequence, 0, 0), 1);
  t.match(tally.sample(), { received: 0, duplicates: 0 });
  t.end();
});

test('times say nothing where a host was held up', (t) => {
  const tally = new Tally(T_MAX_MS);
  for (const at of [0, 1, 2]) tally.send(at);
  tally.answer(answerTo(0, 0, 0), 10);
  tally.answer(answerTo(1, 1, 1), 60, 50);
  tally.answer({ ...answerTo(2, 2, 2), errorMs: 50 }, 12);
  t.match(tally.sample(), { received: 3, untimed: 2, rttMs: { count: 1 } });
  t.end();
});
