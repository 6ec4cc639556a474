import { test } from 'tap';
import { createPingParser } from '#lib/ping/parse.ts';
import type { PingDialect } from '#lib/ping/parse.ts';

const INETUTILS_OR_BSD = '64 bytes from 192.0.2.1: icmp_seq=0 ttl=64 time=0.5 ms';
const BUSYBOX_OR_INETUTILS = '2 packets transmitted, 1 packets received, 50% packet loss';

/** The dialects after each of the lines. */
function dialects(lines: readonly string[]): readonly PingDialect[] {
  const parser = createPingParser();
  return lines.map((line) => {
    parser.push(`${line}\n`);
    return parser.dialect();
  });
}

test('before the first line nobody speaks', (t) => {
  t.equal(createPingParser().dialect(), 'unknown');
  t.end();
});

test('one line tells the dialect, if only one family prints it', (t) => {
  const clues: readonly (readonly [line: string, dialect: PingDialect])[] = [
    ['PING 192.0.2.1 (192.0.2.1) 56(84) bytes of data.', 'iputils'],
    ['PING 192.0.2.1 (192.0.2.1) from 192.0.2.9 eth0: 56(84) bytes of data.', 'iputils'],
    ['PING ::1(::1) 56 data bytes', 'iputils'],
    ['PING ::1 (::1) 56 data bytes', 'iputils'],
    ['PING ::1(::1) from ::1 lo: 56 data bytes', 'iputils'],
    ['PING ::1 (::1) from ::1 lo: 56 data bytes', 'iputils'],
    ['PING 192.0.2.1 (192.0.2.1) from 192.0.2.9: 56 data bytes', 'unknown'],
    ['PING 192.0.2.1 (192.0.2.1): 56 data bytes', 'unknown'],
    ['PING6(56=40+8+8 bytes) ::1 --> ::1', 'bsd'],
    ['64 bytes from 192.0.2.1: seq=0 ttl=64 time=0.5 ms', 'busybox'],
    [INETUTILS_OR_BSD, 'unknown'],
    ['16 bytes from ::1, icmp_seq=0 hlim=64 time=0.5 ms', 'bsd'],
    ['36 bytes from 192.0.2.254: frag needed and DF set (MTU 1400)', 'bsd'],
    ['36 bytes from 192.0.2.254: Time to live exceeded', 'unknown'],
    ['From 192.0.2.254 icmp_seq=1 Time to live exceeded', 'iputils'],
    ['no answer yet for icmp_seq=1', 'iputils'],
    ['Request timeout for icmp_seq 1', 'bsd'],
    ['2 packets transmitted, 1 received, 12.5% packet loss, time 5ms', 'iputils'],
    ['2 packets transmitted, 1 packets received, 50.0% packet loss', 'bsd'],
    ['2 packets transmitted, 1 packets received, +1 duplicates, 50.0% packet loss', 'bsd'],
    [BUSYBOX_OR_INETUTILS, 'unknown'],
    ['2 packets transmitted, 1 packets received, 1 duplicates, 50% packet loss', 'busybox'],
    ['rtt min/avg/max/mdev = 0.020/0.031/0.052/0.014 ms', 'iputils'],
    ['round-trip min/avg/max = 0.049/0.069/0.091 ms', 'busybox'],
    ['round-trip min/avg/max/stddev = 0.041/0.044/0.048/0.000 ms', 'unknown'],
    ['ping: sendmsg: Message too long', 'unknown'],
    ['ping: sendto: Message too long', 'unknown'],
    ["ping: invalid option -- 'O'", 'unknown'],
    ['ping: illegal option -- O', 'bsd'],
    ['/usr/bin/ping: local error: message too long, mtu=1400', 'iputils'],
    ['ping: icmp open socket: Operation not permitted', 'iputils'],
    ['ping: cannot flood; minimal interval allowed for user is 2ms', 'iputils'],
    ['ping: unknown host no-such.invalid', 'unknown'],
  ];
  for (const [line, dialect] of clues) t.strictSame(dialects([line]), [dialect], line);
  t.end();
});

test('several lines tell it by what they leave out', (t) => {
  const deviation = 'round-trip min/avg/max/stddev = 0.041/0.044/0.048/0.000 ms';
  const rows: readonly (readonly [lines: readonly string[], dialect: PingDialect])[] = [
    [[INETUTILS_OR_BSD, BUSYBOX_OR_INETUTILS], 'inetutils'],
    [[BUSYBOX_OR_INETUTILS, deviation], 'inetutils'],
    [['ping: sendto: No route to host', INETUTILS_OR_BSD], 'bsd'],
    [['ping: sendto: No route to host', BUSYBOX_OR_INETUTILS], 'busybox'],
    [['36 bytes from 192.0.2.254: Packet Filtered', BUSYBOX_OR_INETUTILS], 'inetutils'],
  ];
  for (const [lines, dialect] of rows) t.strictSame(dialects(lines), ['unknown', dialect]);
  t.end();
});

test('a line that contradicts the lines before it changes nothing', (t) => {
  const busybox = '64 bytes from 192.0.2.1: seq=0 ttl=64 time=0.5 ms';
  t.strictSame(dialects([INETUTILS_OR_BSD, busybox, BUSYBOX_OR_INETUTILS, busybox]), [
    'unknown',
    'unknown',
    'inetutils',
    'inetutils',
  ]);
  t.end();
});
