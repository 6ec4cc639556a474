import { test } from 'tap';
import { createPingParser } from '#lib/ping/parse.ts';
import { PingTally } from '#lib/ping/tally.ts';

const HEADER = 'PING 10.0.0.1 (10.0.0.1) 56(84) bytes of data.';
const reply = (sequence: number, ms = 1.5, more = '') =>
  `64 bytes from 10.0.0.1: icmp_seq=${sequence} ttl=63 time=${ms} ms${more}`;
const summary = (sent: number, received: number) =>
  `\n--- 10.0.0.1 ping statistics ---\n${sent} packets transmitted, ${received} received, 0% packet loss, time 9ms`;

/** Adds one run of iputils' ping, whose lines these are. */
function addRun(tally: PingTally, lines: readonly string[], intervalMs = 5): void {
  const parser = createPingParser();
  const events = [HEADER, ...lines].flatMap((line) => parser.push(`${line}\n`));
  tally.add({ events, dialect: parser.dialect(), intervalMs });
}

test('what was not answered is lost, and losses in a row are one period', (t) => {
  const tally = new PingTally();
  addRun(tally, [reply(1), reply(4), reply(5), summary(6, 3)]);
  const { roundTrip, ...sample } = tally.sample();
  t.match(sample, { sent: 6, received: 3, duplicates: 0, reordered: 0, rttMs: { count: 3 } });
  t.match(roundTrip, { packets: 6, lost: 3, periods: 2, longest: 2 });
  t.match(sample, { forward: { packets: 0 }, reverse: { packets: 0 } }, 'nobody knows which way');
  t.end();
});

test('duplicates are counted once, and what overtakes is seen', (t) => {
  const tally = new PingTally();
  addRun(tally, [reply(1), reply(1, 2, ' (DUP!)'), reply(3), reply(2), summary(3, 3)]);
  t.match(tally.sample(), { received: 3, duplicates: 1, reordered: 1, roundTrip: { lost: 0 } });
  t.end();
});

test('runs add up, and memory does not grow with them', (t) => {
  const tally = new PingTally();
  const run = [...Array.from({ length: 80 }, (_, index) => reply(index + 1)), summary(80, 80)];
  for (let turn = 0; turn < 50; turn += 1) addRun(tally, run);
  const sample = tally.sample();
  t.match(sample, { sent: 4000, received: 4000, roundTrip: { packets: 4000, lost: 0 } });
  t.equal(sample.rttJitter.ipdv.count, 999, 'packets 20 ms apart, four steps of 5 ms');
  t.ok(sample.levelsMs.length < 64);
  t.end();
});

test('errors of the network are told with who sent them, each kind once', (t) => {
  const tally = new PingTally();
  addRun(tally, [
    'From 10.9.9.1 icmp_seq=1 Packet filtered',
    'From 10.9.9.1 icmp_seq=2 Packet filtered',
    'From 10.9.9.2 icmp_seq=3 Time to live exceeded',
    'From 10.9.9.3 icmp_seq=4 Frag needed and DF set (mtu = 1400)',
    summary(4, 0),
  ]);
  t.strictSame(tally.refusals, [
    { what: 'Packet filtered', from: '10.9.9.1', count: 2 },
    { what: 'Time to live exceeded', from: '10.9.9.2', count: 1 },
    { what: 'Fragmentation needed (MTU 1400)', from: '10.9.9.3', count: 1 },
  ]);
  t.match(tally.sample(), { sent: 4, received: 0 });
  t.end();
});

test('a host that floods with errors fills nothing', (t) => {
  const tally = new PingTally();
  const lines = Array.from(
    { length: 500 },
    (_, index) => `From 10.9.${index % 250}.1 icmp_seq=${index} Packet filtered`,
  );
  addRun(tally, [...lines, summary(500, 0)]);
  t.equal(tally.refusals.length, 16);
  t.end();
});
