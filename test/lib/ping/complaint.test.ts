import { test } from 'tap';
import { createPingParser } from '#lib/ping/parse.ts';
import type { PingEvent } from '#lib/ping/parse.ts';

type Cause = (PingEvent & { kind: 'failure' })['cause'];

/** What ping says of itself, in all dialects. */
const FAILURES: readonly (readonly [text: string, cause: Cause])[] = [
  ['socket: Operation not permitted', 'permission'],
  ['socktype: SOCK_RAW: Operation not permitted', 'permission'],
  ['icmp open socket: Operation not permitted', 'permission'],
  ['raw socket: Operation not permitted', 'permission'],
  ['permission denied (are you root?)', 'permission'],
  ['permission denied. (are you root?)', 'permission'],
  ['Lacking privilege for icmp socket.', 'permission'],
  ['cannot flood; minimal interval allowed for user is 2ms', 'permission'],
  ['-i interval too short: Operation not permitted', 'permission'],
  ['no-such.invalid: Name or service not known', 'unknown-host'],
  ['no-such.invalid: Temporary failure in name resolution', 'unknown-host'],
  ['no-such.invalid: No address associated with hostname', 'unknown-host'],
  ['no-such.invalid: Name does not resolve', 'unknown-host'],
  ['no-such.invalid: Try again', 'unknown-host'],
  ['2001:db8::1: Address family for hostname not supported', 'unknown-host'],
  ["bad address 'no-such.invalid'", 'unknown-host'],
  ['unknown host', 'unknown-host'],
  ['unknown host no-such.invalid', 'unknown-host'],
  ['cannot resolve no-such.invalid: Unknown host', 'unknown-host'],
  ['getaddrinfo -- nodename nor servname provided, or not known', 'unknown-host'],
  ['connect: Network is unreachable', 'no-route'],
  ['connect: No route to host', 'no-route'],
  ['sendmsg: Network is unreachable', 'no-route'],
  ['sendto: No route to host', 'no-route'],
  ['sending packet: Network is unreachable', 'no-route'],
  ['local error: No route to host', 'no-route'],
  ["invalid option -- 'O'", 'bad-option'],
  ['illegal option -- O', 'bad-option'],
  ["unrecognized option '--nope'", 'bad-option'],
  ["option requires an argument -- 'c'", 'bad-option'],
  ["invalid argument: 'x'", 'bad-option'],
  ['invalid -M argument: maybe', 'bad-option'],
  ["invalid value (`x' near `x')", 'bad-option'],
  ["invalid number 'x'", 'bad-option'],
  ["invalid timing interval: `x'", 'bad-option'],
  ['number 66000 is not in 0..65535 range', 'bad-option'],
  ['option value too big: 70000', 'bad-option'],
  ['option argument contains garbage: x', 'bad-option'],
  ['packet size 70000 is too large. Maximum is 65507', 'bad-option'],
  ['-f and -i incompatible options', 'bad-option'],
  ['-I, -L, -T flags cannot be used with unicast destination', 'bad-option'],
  ['usage error: Destination address required', 'bad-option'],
  // A firewall of this host, and a route of type prohibit or blackhole: root would not be better off.
  ['sendmsg: Operation not permitted', 'other'],
  ['sendto: Permission denied', 'other'],
  ['sending packet: Operation not permitted', 'other'],
  ['connect: Invalid argument', 'other'],
  ['sendmsg: No buffer space available', 'other'],
  ['Do you want to ping broadcast? Then -b. If not, check your local firewall rules', 'other'],
  ['SO_BINDTODEVICE nope0: No such device', 'other'],
];

/** Warnings, and lines that go on with the line before. */
const REMARKS = [
  'Warning: time of day goes back (-31us), taking countermeasures',
  'WARNING: probably, rcvbuf is not enough to hold preload',
  'WARNING: failed to set mark: 5: Operation not permitted',
  'warning: got ICMP 3 (Destination Unreachable)',
  'socktype: SOCK_RAW',
  '=> missing cap_net_raw+p capability or setuid?',
  'sock4.fd: 3 (socktype: SOCK_RAW), sock6.fd: 4 (socktype: SOCK_RAW), hints.ai_family: AF_UNSPEC',
  'this will become fatal error in the future',
];

function events(line: string): readonly PingEvent[] {
  return createPingParser().push(`${line}\n`, 'stderr');
}

test('a complaint is a failure with a cause', (t) => {
  for (const [text, cause] of FAILURES) {
    t.strictSame(events(`ping: ${text}`), [{ kind: 'failure', cause, text }], text);
  }
  t.end();
});

test('a remark is no failure', (t) => {
  for (const text of REMARKS) t.strictSame(events(`ping: ${text}`), [], text);
  t.end();
});

test('the program may have any name of ping', (t) => {
  const failure = [{ kind: 'failure', cause: 'unknown-host', text: 'unknown host' }];
  for (const program of ['ping', 'ping6', '/bin/ping', '/opt/x/ping4', 'inetutils-ping']) {
    t.strictSame(events(`${program}: unknown host`), failure, program);
  }
  for (const program of ['sh', 'ping of death', 'ping/sh', 'scamping', 'my ping', ' ping', '']) {
    t.strictSame(events(`${program}: unknown host`), [], program);
  }
  t.end();
});

test('a neighbour that BSD did not find is an unreachable host', (t) => {
  const text = 'sendto: Host is down';
  t.strictSame(events(`ping: ${text}`), [
    { kind: 'unreachable', sequence: null, from: 'local', code: 'host', text },
  ]);
  t.end();
});
