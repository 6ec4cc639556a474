import { test } from 'tap';
import { complaintIn, refusalFor } from '#lib/iperf3/refusals.ts';
import type { FailureReason } from '#lib/iperf3/refusals.ts';

test('the errors of iperf3, by what they mean', (t) => {
  const rows: Readonly<Partial<Record<FailureReason, readonly string[]>>> = {
    busy: ['the server is busy running a test. try again later'],
    unauthorised: [
      'test authorization failed',
      "Authentication failed with return code 3 for user 'u' ts 1",
      'you must specify a username, password, and path to a valid RSA public key',
      'you must specify a path to a valid RSA private key and a user credential file',
      'cannot access authorized users file',
    ],
    'clock-skew': ["Authentication failed with return code 1 for user 'u' ts 1"],
    'window-refused': [
      'socket buffer size not set correctly',
      'unable to set socket buffer size: No buffer space available',
      'unable to set socket window size: Operation not permitted',
    ],
    'mss-refused': [
      'unable to set TCP/SCTP MSS: Invalid argument',
      'unable to set TCP MSS: Invalid argument',
      'TCP MSS too large (maximum = 9216 bytes)',
    ],
    'limit-refused': [
      'total required bandwidth is larger than server limit',
      "client's requested duration exceeds the server's maximum permitted limit",
      'server test duration expired: ',
    ],
    'not-iperf3': [
      'received an unknown control message (ensure other side is iperf3 and not iperf)',
    ],
    interrupted: ['interrupt - the client has terminated', 'the server has terminated'],
    refused: [
      'unable to connect to server: Connection refused',
      'unable to connect stream: Connection refused',
      'unable to read from stream socket: Connection refused',
    ],
    unreachable: [
      'unable to connect to server: Network is unreachable',
      'unable to connect to server: No route to host',
      'unable to connect stream: Host is unreachable',
    ],
    'timed-out': [
      'unable to connect to server: Connection timed out',
      'unable to connect to server: Operation timed out',
      'unable to connect to server: Operation now in progress',
      'unable to read from stream socket: Resource temporarily unavailable',
      'idle timeout for receiving data',
    ],
    'not-permitted': [
      'unable to connect to server: Operation not permitted',
      'unable to connect to server: Permission denied',
    ],
    'address-in-use': ['unable to start listener for connections: Address already in use'],
    'bad-address': ['unable to connect to server: Cannot assign requested address'],
    disconnected: [
      'control socket has closed unexpectedly',
      'stream socket has closed unexpectedly',
      'unable to send control message: Broken pipe',
      'unable to write to stream socket: Connection reset by peer',
      'unable to receive results: ',
      'unable to receive parameters from client: ',
    ],
    'bad-option': [
      "unrecognized option '--foo'",
      'bogus value for --omit (maximum = 600 seconds)',
      'only one test end condition (-t, -n, -k) may be specified',
      'cannot be both reverse and bidirectional',
      'some option you are trying to set is server only',
      'block size invalid (minimum = 16 bytes, maximum = 65507 bytes)',
      'invalid report interval (min = 0.1, max = 60 seconds)',
      'socket buffer size too large (maximum = 536870912 bytes)',
      'test duration valid values are 0 to 86400 seconds',
      'test duration too long (maximum = 86400 seconds)',
    ],
    other: ['select failed: Bad file descriptor', 'int_errno=99', ''],
  };
  for (const [reason, messages] of Object.entries(rows)) {
    for (const message of messages) t.equal(refusalFor(message).reason, reason, message);
  }
  t.end();
});

test('a complaint is a line that starts with the name of the program', (t) => {
  const rows: readonly (readonly [line: string, complaint: string | null])[] = [
    ['iperf3: error - test authorization failed', 'test authorization failed'],
    ['/usr/bin/iperf3: parameter error - bogus value', 'bogus value'],
    ['iperf3: interrupt - the server has terminated', 'interrupt - the server has terminated'],
    ["iperf3: unrecognized option '--foo'", "unrecognized option '--foo'"],
    ['iperf3.exe: error - no', 'no'],
    ['iperf 3.12', null],
    ['warning: UDP block size', null],
    ['Server listening on 5201', null],
  ];
  for (const [line, complaint] of rows) t.equal(complaintIn(line), complaint, line);
  t.end();
});
