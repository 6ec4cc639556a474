import { test } from 'tap';
import { readResult } from '#lib/iperf3/result.ts';
import { fixture, said } from './said.ts';

type Recorded = readonly [file: string, ...lines: string[]];

const RECORDED: readonly Recorded[] = [
  [
    '3.12-tcp-up',
    '3.12 tcp x1 1.000421 s',
    'mss 32768, window null/16384/131072, cpu 40/39 %, bbr',
    'up 23196.3 Mbit/s, 2900754432 of 2908356608 bytes, retransmits 1, rtt 0.111/0.106 ms, pmtu 65535, lost null of null, jitter null ms',
    '  0 s + 0.501 s: 25397.8 Mbit/s, retransmits 0, rtt 0.117 ms, cwnd 2488354',
    '  0.500759 s + 0.499 s: 21126.5 Mbit/s, retransmits 1, rtt 0.106 ms, cwnd 1964490',
  ],
  [
    '3.12-tcp-down',
    '3.12 tcp x1 1.001296 s',
    'mss 32768, window null/16384/131072, cpu 34/36 %, bbr',
    'down 20958.0 Mbit/s, 2623143936 of 2626682880 bytes, retransmits 1, rtt null/null ms, pmtu null, lost null of null, jitter null ms',
    '  0 s + 0.500 s: 20900.2 Mbit/s, retransmits null, rtt null ms, cwnd null',
    '  0.500051 s + 0.501 s: 21015.7 Mbit/s, retransmits null, rtt null ms, cwnd null',
  ],
  [
    '3.12-tcp-both',
    '3.12 tcp x1 1.00299 s',
    'mss 32768, window null/16384/131072, cpu 32/32 %, bbr',
    'up 8497.4 Mbit/s, 1065353216 of 1066926080 bytes, retransmits 4, rtt 0.506/0.262 ms, pmtu 65535, lost null of null, jitter null ms',
    '  0 s + 0.500 s: 8678.1 Mbit/s, retransmits 1, rtt 0.75 ms, cwnd 4452844',
    '  0.500235 s + 0.503 s: 8346.8 Mbit/s, retransmits 3, rtt 0.262 ms, cwnd 2750286',
    'down 7925.6 Mbit/s, 993656832 of 997457920 bytes, retransmits 28, rtt null/null ms, pmtu null, lost null of null, jitter null ms',
    '  0 s + 0.500 s: 7743.2 Mbit/s, retransmits null, rtt null ms, cwnd null',
    '  0.50024 s + 0.503 s: 8110.9 Mbit/s, retransmits null, rtt null ms, cwnd null',
  ],
  [
    '3.12-tcp-ten-streams',
    '3.12 tcp x10 1.020457 s',
    'mss 32768, window null/16384/131072, cpu 32/28 %, bbr',
    'up 15433.9 Mbit/s, 1968701440 of 1968701440 bytes, retransmits 30, rtt 1.3833/0.38 ms, pmtu 65535, lost null of null, jitter null ms',
    '  0 s + 0.504 s: 13271.6 Mbit/s, retransmits 26, rtt 0.42960000000000004 ms, cwnd 19513934',
    '  0.504057 s + 0.507 s: 17860.5 Mbit/s, retransmits 4, rtt 2.3376 ms, cwnd 29991214',
  ],
  [
    '3.12-tcp-omit',
    '3.12 tcp x1 0.99686 s',
    'mss 32768, window null/16384/131072, cpu 29/34 %, bbr',
    'up 17670.5 Mbit/s, 2201878528 of 2200698880 bytes, retransmits 2, rtt 0.291/0.051 ms, pmtu 65535, lost null of null, jitter null ms',
    '  0 s + 0.500 s: 18536.3 Mbit/s, retransmits 3, rtt 0.051 ms, cwnd 916762, omitted',
    '  0 s + 0.502 s: 17929.7 Mbit/s, retransmits 1, rtt 0.375 ms, cwnd 2357388',
    '  0.501782 s + 0.495 s: 17402.4 Mbit/s, retransmits 1, rtt 0.448 ms, cwnd 1440626',
  ],
  [
    '3.12-tcp-bytes',
    '3.12 tcp x1 0.013647 s',
    'mss 32768, window null/16384/131072, cpu 13/15 %, bbr',
    'up 4610.1 Mbit/s, 7864320 of 10092544 bytes, retransmits 0, rtt 0.186/0.186 ms, pmtu 65535, lost null of null, jitter null ms',
    '  0 s + 0.012 s: 6653.0 Mbit/s, retransmits 0, rtt 0.186 ms, cwnd 1440626',
  ],
  [
    '3.12-tcp-window',
    '3.12 tcp x1 1.00042 s',
    'mss 1000, window 100000/200000/200000, cpu 38/55 %, bbr',
    'up 18253.6 Mbit/s, 2282653222 of 2282914708 bytes, retransmits 0, rtt 0.042/0.042 ms, pmtu 65536, lost null of null, jitter null ms',
    '  0 s + 1.000 s: 18261.7 Mbit/s, retransmits 0, rtt 0.042 ms, cwnd 373464',
  ],
  [
    '3.12-tcp-ipv6',
    '3.12 tcp x1 1.000684 s',
    'mss 32768, window null/16384/131072, cpu 92/47 %, bbr',
    'up 40332.1 Mbit/s, 5044961280 of 5044961280 bytes, retransmits 11, rtt 0.111/0.111 ms, pmtu 65536, lost null of null, jitter null ms',
    '  0 s + 1.000 s: 40345.5 Mbit/s, retransmits 11, rtt 0.111 ms, cwnd 1963920',
  ],
  [
    '3.12-tcp-reno',
    '3.12 tcp x1 1.000136 s',
    'mss 32768, window null/16384/131072, cpu 97/67 %, reno',
    'up 75267.0 Mbit/s, 9409658880 of 9409658880 bytes, retransmits 0, rtt 0.014/0.014 ms, pmtu 65535, lost null of null, jitter null ms',
    '  0 s + 1.000 s: 75269.1 Mbit/s, retransmits 0, rtt 0.014 ms, cwnd 9102137',
  ],
  [
    '3.12-server-output',
    '3.12 tcp x1 1.00053 s',
    'mss 32768, window null/16384/131072, cpu 96/48 %, bbr',
    'up 30957.5 Mbit/s, 3871735808 of 3871735808 bytes, retransmits 2, rtt 0.045/0.045 ms, pmtu 65535, lost null of null, jitter null ms',
    '  0 s + 1.000 s: 30968.8 Mbit/s, retransmits 2, rtt 0.045 ms, cwnd 1178694',
  ],
  [
    '3.12-server-output-json',
    '3.12 tcp x1 1.000436 s',
    'mss 32768, window null/16384/131072, cpu 94/49 %, bbr',
    'up 41976.1 Mbit/s, 5249302528 of 5249302528 bytes, retransmits 20, rtt 0.033/0.033 ms, pmtu 65535, lost null of null, jitter null ms',
    '  0 s + 1.000 s: 41991.8 Mbit/s, retransmits 20, rtt 0.033 ms, cwnd 785796',
  ],
  [
    '3.12-authorised',
    '3.12 tcp x1 1.000138 s',
    'mss 32768, window null/16384/131072, cpu 14/82 %, bbr',
    'up 27576.9 Mbit/s, 3447586816 of 3453747200 bytes, retransmits 6, rtt 0.059/0.059 ms, pmtu 65535, lost null of null, jitter null ms',
    '  0 s + 1.000 s: 27628.0 Mbit/s, retransmits 6, rtt 0.059 ms, cwnd 1047728',
  ],
];

test('what 3.12 printed of TCP', (t) => {
  for (const [file, ...lines] of RECORDED) {
    t.strictSame(said(readResult(fixture(file))), lines, file);
  }
  t.end();
});

test('other versions say the same in their own words', (t) => {
  const rows: readonly (readonly [file: string, version: string, recorded: string])[] = [
    ['3.7-tcp-up', '3.7', '3.12-tcp-up'],
    ['3.7-tcp-down', '3.7', '3.12-tcp-down'],
    ['3.7-tcp-both', '3.7', '3.12-tcp-both'],
    ['3.16-tcp-ten-streams', '3.16', '3.12-tcp-ten-streams'],
    ['3.17-stream-tcp-up', '3.17', '3.12-tcp-up'],
    ['3.17-stream-tcp-both', '3.17', '3.12-tcp-both'],
    ['3.20-stream-full', '3.20', '3.12-tcp-down'],
    ['3.21-tcp-both', '3.21', '3.12-tcp-both'],
  ];
  for (const [file, version, recorded] of rows) {
    const [head = '', ...lines] = said(readResult(fixture(recorded)));
    const wanted = [head.replace('3.12', version), ...lines];
    t.strictSame(said(readResult(fixture(file))), wanted, file);
  }
  t.end();
});

test('--get-server-output and a signal of life around the JSON change nothing', (t) => {
  const whole = fixture('3.12-tcp-up');
  const wanted = said(readResult(whole));
  t.strictSame(said(readResult(`warning: {no JSON\n${whole}`)), wanted, 'a line before');
  t.strictSame(said(readResult(`${whole}\niperf Done.\n`)), wanted, 'a line behind');
  t.strictSame(said(readResult(`${whole.trimEnd()}iperf3: exiting`)), wanted, 'on the last line');
  t.strictSame(said(readResult(`{ "cut": [1,\n${whole}`)), wanted, 'something cut before');
  t.strictSame(said(readResult(whole.replaceAll('\n', '\r\n'))), wanted, 'with \\r\\n');
  t.strictSame(said(readResult(JSON.stringify(JSON.parse(whole)))), wanted, 'on one line');
  t.strictSame(said(readResult(whole, 'iperf3: error - something late\n')), wanted, 'stderr');
  t.strictSame(said(readResult(`${fixture('3.12-busy')}${whole}`)), wanted, 'the last test counts');
  t.end();
});

test('what iperf3 does not know is null, and not -1, 0 or 2^64 - 1', (t) => {
  for (const unknown of ['-1', '18446744073709551615', 'null', '"x"', '1e300', '0.5']) {
    const text = fixture('3.12-tcp-up')
      .replaceAll(/"retransmits":\t\d+/g, `"retransmits":\t${unknown}`)
      .replaceAll(/"(rtt|snd_cwnd|pmtu|mean_rtt|min_rtt)":\t\d+/g, '"$1":\t0');
    const lines = said(readResult(text)).slice(2);
    for (const line of lines) t.match(line, /retransmits null, rtt null(?:\/null)? ms/, unknown);
    t.match(lines[0], 'pmtu null');
    t.match(lines[1], 'cwnd null');
  }
  t.end();
});

test('a result is plain data', (t) => {
  for (const [file] of RECORDED) {
    const result = readResult(fixture(file));
    t.strictSame(JSON.parse(JSON.stringify(result)), result, file);
  }
  t.end();
});
