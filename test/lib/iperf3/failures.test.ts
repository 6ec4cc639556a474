import { test } from 'tap';
import { readResult } from '#lib/iperf3/result.ts';
import { fixture, said } from './said.ts';

test('what iperf3 printed when it measured nothing', (t) => {
  const rows: readonly (readonly [file: string, ...lines: string[]])[] = [
    ['3.12-busy', 'busy: the server is busy running a test. try again later'],
    ['3.17-stream-busy', 'busy: the server is busy running a test. try again later'],
    ['3.12-refused', 'refused: unable to connect to server: Connection refused'],
    ['3.9-refused', 'refused: unable to connect to server: Connection refused'],
    [
      '3.20-refused',
      'refused: unable to connect to server - server may have stopped running or use a different port, firewall issue, etc.: Connection refused',
    ],
    ['3.12-unreachable', 'unreachable: unable to connect to server: No route to host'],
    ['3.12-connect-timed-out', 'timed-out: unable to connect to server: Connection timed out'],
    [
      '3.12-udp-blocked',
      'timed-out: unable to read from stream socket: Resource temporarily unavailable',
    ],
    ['3.12-unauthorised', 'unauthorised: test authorization failed'],
    ['3.12-unauthorised-none', 'unauthorised: test authorization failed'],
    ['3.12-server-unauthorised', 'unauthorised: test authorization failed'],
    [
      '3.9-server-clock-skew',
      "clock-skew: Authentication failed with return code 1 for user 'u' ts 1795247850",
    ],
    ['3.12-window-refused', 'window-refused: socket buffer size not set correctly'],
    [
      '3.20-duration-refused',
      "limit-refused: client's requested duration exceeds the server's maximum permitted limit",
    ],
    [
      '3.12-bad-address',
      'bad-address: unable to connect to server: Cannot assign requested address',
    ],
    ['3.12-bad-option', 'bad-option: number of parallel streams too large (maximum = 128)'],
    ['3.12-unknown-option', "bad-option: unrecognized option '--nonsense'"],
    [
      '3.12-server-address-in-use',
      'address-in-use: unable to start listener for connections: Address already in use',
    ],
    ['3.12-terminated', 'interrupted: interrupt - the client has terminated', '3 intervals up'],
    ['3.12-interrupted', 'interrupted: interrupt - the client has terminated', '3 intervals up'],
    [
      '3.19-stream-terminated',
      'interrupted: interrupt - the client has terminated by signal Terminated(15)',
      '3 intervals up',
    ],
    ['3.17-stream-tcp-cut', 'interrupted: The test has no end.', '1 intervals up'],
    ['3.12-server-terminated', 'interrupted: the server has terminated', '3 intervals up'],
    [
      '3.12-server-killed',
      'disconnected: unable to write to stream socket: Connection reset by peer',
      '3 intervals up',
    ],
    [
      '3.9-error-behind',
      'disconnected: unable to send control message: Broken pipe',
      '2 intervals up',
    ],
    ['3.12-server-json', 'malformed: This is what a server printed, not a client.'],
    ['3.12-version', 'malformed: iperf3 printed no result.'],
  ];
  for (const [file, ...lines] of rows) t.strictSame(said(readResult(fixture(file))), lines, file);
  t.end();
});

test('every failure says what to do', (t) => {
  for (const text of [fixture('3.12-busy'), fixture('3.12-udp-total-loss'), '', 'x']) {
    const result = readResult(text);
    t.match(result, { kind: 'failed', remedy: /^[A-Z].{20,}\.$|=…$/s });
  }
  t.end();
});

test('what is no result', (t) => {
  const whole = fixture('3.12-tcp-up');
  const rows: readonly (readonly [stdout: string, line: string])[] = [
    ['', 'malformed: iperf3 printed no result.'],
    ['bash: iperf3: command not found', 'malformed: iperf3 printed no result.'],
    ['[]', 'malformed: iperf3 printed no result.'],
    ['{}', 'malformed: iperf3 printed no result.'],
    ['{"some": "thing"}', 'malformed: iperf3 printed no result.'],
    ['{"start":{}}', 'malformed: The result has neither intervals nor an end.'],
    ['{"start":{,}}', 'malformed: What iperf3 printed is no JSON.'],
    [whole.slice(0, -20), 'malformed: What iperf3 printed ends in the middle of its JSON.'],
    [
      '{"a":'.repeat(100_000) + '}'.repeat(100_000),
      'malformed: What iperf3 printed is nested too deeply.',
    ],
    [
      `{"start": {"x": "${'y'.repeat(33 * 1024 * 1024)}"}}`,
      'malformed: What iperf3 printed has a line that is too long.',
    ],
    [
      '{"error": 7, "end": {"streams": []}}',
      'no-data: No byte is known to have reached the server.',
    ],
    ['{"error": "braces \\"} ]\\\\"}', 'other: braces "} ]\\'],
    ['{"error": "never seen before"}', 'other: never seen before'],
    ['{"error": "a\\u001b[31mred\\u0007"}', 'other: ared'],
  ];
  for (const [stdout, line] of rows) {
    t.strictSame(said(readResult(stdout)), [line], stdout.slice(0, 40));
  }
  t.end();
});

test('what stderr says counts where stdout has no result', (t) => {
  const error = 'iperf3: parameter error - bogus value for --omit\n\nUsage: iperf3 [-s|-c host]\n';
  t.strictSame(said(readResult('', error)), ['bad-option: bogus value for --omit']);
  const cut = fixture('3.17-stream-tcp-cut');
  t.strictSame(said(readResult(cut, '/usr/bin/iperf3: error - the server has terminated')), [
    'interrupted: the server has terminated',
    '1 intervals up',
  ]);
  t.end();
});

test('an error is no longer than a line or two', (t) => {
  const result = readResult(JSON.stringify({ error: 'x'.repeat(1e6) }));
  t.equal(result.kind === 'failed' ? result.message.length : 0, 500);
  t.end();
});

test('of two directions both must have carried something', (t) => {
  const silentDown = fixture('3.21-tcp-both').replace(/"bytes":\t993656832,/g, '"bytes":\t0,');
  t.strictSame(said(readResult(silentDown)), [
    'no-data: No byte is known to have reached the client.',
    '2 intervals up',
    '2 intervals down',
  ]);
  const withoutStreams = fixture('3.21-tcp-both').replaceAll('"sender":\tfalse', '"sender":\t0');
  t.match(readResult(withoutStreams), { kind: 'measured' }, 'the sums tell it too');
  t.strictSame(said(readResult(withoutStreams.replaceAll('_bidir_reverse', '_x'))), [
    'no-data: No byte is known to have reached the client.',
    '2 intervals up',
  ]);
  t.end();
});
