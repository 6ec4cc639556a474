import { test } from 'tap';
import { readResult } from '#lib/iperf3/result.ts';
import { fixture, said } from './said.ts';

type Recorded = readonly [file: string, ...lines: string[]];

const RECORDED: readonly Recorded[] = [
  [
    '3.12-udp-up',
    '3.12 udp x1 1.000145 s',
    'mss null, window null/212992/212992, cpu 2/0 %, null',
    'up 20.2 Mbit/s, 2523136 of 2523136 bytes, retransmits null, rtt null/null ms, pmtu null, lost 0 of 77, jitter 0.096 ms',
    '  0 s + 0.500 s: 20.4 Mbit/s, retransmits null, rtt null ms, cwnd null',
    '  0.500071 s + 0.500 s: 19.9 Mbit/s, retransmits null, rtt null ms, cwnd null',
  ],
  [
    '3.12-udp-down',
    '3.12 udp x1 1.000078 s',
    'mss null, window null/212992/212992, cpu 0/2 %, null',
    'down 20.2 Mbit/s, 2523136 of 2523136 bytes, retransmits null, rtt null/null ms, pmtu null, lost 0 of 77, jitter 0.037 ms',
    '  0 s + 0.500 s: 20.4 Mbit/s, retransmits null, rtt null ms, cwnd null',
    '  0.500071 s + 0.500 s: 19.9 Mbit/s, retransmits null, rtt null ms, cwnd null',
  ],
  [
    '3.12-udp-both',
    '3.12 udp x1 1.000253 s',
    'mss null, window null/212992/212992, cpu 1/1 %, null',
    'up 20.2 Mbit/s, 2523136 of 2523136 bytes, retransmits null, rtt null/null ms, pmtu null, lost 0 of 77, jitter 0.005 ms',
    '  0 s + 0.500 s: 20.4 Mbit/s, retransmits null, rtt null ms, cwnd null',
    '  0.50007 s + 0.500 s: 19.9 Mbit/s, retransmits null, rtt null ms, cwnd null',
    'down 20.2 Mbit/s, 2523136 of 2523136 bytes, retransmits null, rtt null/null ms, pmtu null, lost 0 of 77, jitter 0.009 ms',
    '  0 s + 0.500 s: 20.4 Mbit/s, retransmits null, rtt null ms, cwnd null',
    '  0.500071 s + 0.500 s: 19.9 Mbit/s, retransmits null, rtt null ms, cwnd null',
  ],
  [
    '3.12-udp-two-streams',
    '3.12 udp x2 1.000159 s',
    'mss null, window null/212992/212992, cpu 2/0 %, null',
    'up 20.4 Mbit/s, 2555904 of 2555904 bytes, retransmits null, rtt null/null ms, pmtu null, lost 0 of 78, jitter 0.002 ms',
    '  0 s + 0.500 s: 21.0 Mbit/s, retransmits null, rtt null ms, cwnd null',
    '  0.500079 s + 0.500 s: 19.9 Mbit/s, retransmits null, rtt null ms, cwnd null',
  ],
  [
    '3.12-udp-some-loss',
    '3.12 udp x1 1.000245 s',
    'mss null, window null/212992/212992, cpu 2/0 %, null',
    'up 19.1 Mbit/s, 2392064 of 2523136 bytes, retransmits null, rtt null/null ms, pmtu null, lost 4 of 77, jitter 0.007 ms',
    '  0 s + 0.500 s: 20.4 Mbit/s, retransmits null, rtt null ms, cwnd null',
    '  0.500081 s + 0.500 s: 19.9 Mbit/s, retransmits null, rtt null ms, cwnd null',
  ],
  [
    '3.12-udp-server-output',
    '3.12 udp x1 1.000249 s',
    'mss null, window null/212992/212992, cpu 2/0 %, null',
    'up 5.2 Mbit/s, 655360 of 655360 bytes, retransmits null, rtt null/null ms, pmtu null, lost 0 of 20, jitter 0.011 ms',
    '  0 s + 1.000 s: 5.2 Mbit/s, retransmits null, rtt null ms, cwnd null',
  ],
  [
    '3.12-udp-both-server-output',
    '3.12 udp x2 1.000166 s',
    'mss null, window null/212992/212992, cpu 1/1 %, null',
    'up 10.5 Mbit/s, 1310720 of 1310720 bytes, retransmits null, rtt null/null ms, pmtu null, lost 0 of 40, jitter 0.094 ms',
    '  0 s + 1.000 s: 10.5 Mbit/s, retransmits null, rtt null ms, cwnd null',
    'down 10.5 Mbit/s, 1310720 of 1310720 bytes, retransmits null, rtt null/null ms, pmtu null, lost 0 of 40, jitter 0.160 ms',
    '  0 s + 1.000 s: 10.5 Mbit/s, retransmits null, rtt null ms, cwnd null',
  ],
  [
    '3.12-udp-total-loss',
    'no-data: No byte is known to have reached the server.',
    '2 intervals up',
  ],
  [
    '3.12-udp-total-loss-streams',
    'no-data: No byte is known to have reached the server.',
    '2 intervals up',
  ],
];

test('what 3.12 printed of UDP', (t) => {
  for (const [file, ...lines] of RECORDED) {
    t.strictSame(said(readResult(fixture(file))), lines, file);
  }
  t.end();
});

/** The lines on what was carried, without the times, which the versions take from different clocks. */
function flows(file: string): readonly string[] {
  return flowsIn(fixture(file));
}

function flowsIn(text: string): readonly string[] {
  return said(readResult(text))
    .filter((line) => line.startsWith('up ') || line.startsWith('down '))
    .map((line) => line.replace(/ [\d.]+ Mbit\/s/, ''));
}

test('before 3.11 the server says what arrived, as text or as JSON', (t) => {
  t.strictSame(flows('3.7-udp-up-server-output'), flows('3.12-udp-some-loss'));
  t.strictSame(flows('3.9-udp-up-server-json'), flows('3.12-udp-some-loss'));
  t.strictSame(flows('3.7-udp-down'), flows('3.12-udp-down'));
  // The account of the server is of another test, with 40 datagrams.
  const [up = '', down] = flows('3.9-udp-both-server-output');
  t.match(up, 'up, 1310720 of 2523136 bytes, ');
  t.equal(down, flows('3.12-udp-both')[1]);
  t.end();
});

test('UDP of which nothing is known to have arrived is no measurement, whatever the loss is said to be', (t) => {
  const files = [
    '3.12-udp-total-loss',
    '3.12-udp-total-loss-streams',
    '3.7-udp-total-loss-server-output',
    '3.7-udp-up',
    '3.21-stream-udp-total-loss',
  ];
  for (const file of files) {
    t.strictSame(
      said(readResult(fixture(file))),
      ['no-data: No byte is known to have reached the server.', '2 intervals up'],
      file,
    );
  }
  t.end();
});

test('losses with --omit are not known before 3.14', (t) => {
  t.match(flows('3.12-udp-omit-written'), [/lost null of 77/]);
  t.match(flows('3.14-udp-omit'), [/lost 4 of 77/]);
  const plausible = fixture('3.14-udp-omit').replace('iperf 3.14', 'iperf 3.13');
  t.match(flowsIn(plausible), [/lost null of 77/], 'even where they could be true');
  t.end();
});

test('more lost than sent is not known', (t) => {
  const text = fixture('3.12-udp-some-loss').replaceAll(
    /"lost_packets":\t4\b/g,
    '"lost_packets":\t78',
  );
  t.match(flowsIn(text), [/lost null of 77/]);
  t.end();
});

test('a number that is none is not known, and takes nothing else with it', (t) => {
  const wanted = flows('3.12-udp-up').map((line) => line.replace(/jitter .* ms/, 'jitter null ms'));
  t.strictSame(flows('3.7-nan-written'), wanted);
  t.end();
});

test('events say the same as the whole result', (t) => {
  t.strictSame(flows('3.17-stream-udp-server-output'), flows('3.12-udp-server-output'));
  t.end();
});
