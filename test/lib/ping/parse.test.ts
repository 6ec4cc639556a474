import { test } from 'tap';
import type { Test } from 'tap';
import { createPingParser } from '#lib/ping/parse.ts';
import type { PingEvent } from '#lib/ping/parse.ts';

type Row = readonly [line: string, event: PingEvent | null];

const REPLY = {
  kind: 'reply',
  sequence: 7,
  ttl: 64,
  rttMs: 12.5,
  from: '192.0.2.1',
  isDuplicate: false,
} as const;

function check(t: Test, rows: readonly Row[]): void {
  for (const [line, event] of rows) {
    t.strictSame(createPingParser().push(`${line}\n`), event === null ? [] : [event], line);
  }
  t.end();
}

test('a reply', (t) => {
  check(t, [
    ['64 bytes from 192.0.2.1: icmp_seq=7 ttl=64 time=12.5 ms', REPLY],
    ['64 bytes from 192.0.2.1: seq=7 ttl=64 time=12.500 ms', REPLY],
    ['64 bytes from gw.example.com (192.0.2.1): icmp_seq=7 ttl=64 time=12.5 ms', REPLY],
    ['64 bytes from 192.0.2.1: icmp_seq=7 ident=26430 ttl=64 time=12.5 ms', REPLY],
    ['64 bytes from 192.0.2.1: icmp_seq=7 time=12.5 ms', { ...REPLY, ttl: null }],
    ['64 bytes from 192.0.2.1: icmp_seq=7 ttl=64 time=12 ms', { ...REPLY, rttMs: 12 }],
    ['64 bytes from 192.0.2.1: icmp_seq=7 ttl=64 time=-0.031 ms', { ...REPLY, rttMs: 0 }],
    [
      '64 bytes from 192.0.2.1: icmp_seq=7 ttl=64 time=12.5 ms (DUP!)',
      { ...REPLY, isDuplicate: true },
    ],
    ['64 bytes from 192.0.2.1: icmp_seq=7 ttl=64 time=12.5 ms (DIFFERENT ADDRESS!)', REPLY],
    [
      '64 bytes from fe80::1%eth0: icmp_seq=7 ttl=64 time=12.5 ms',
      { ...REPLY, from: 'fe80::1%eth0' },
    ],
    ['16 bytes from 2001:db8::, icmp_seq=7 hlim=64 time=12.5 ms', { ...REPLY, from: '2001:db8::' }],
    ['64 bytes from 192.0.2.1: icmp_seq=70000 ttl=64 time=12.5 ms', { ...REPLY, sequence: 70_000 }],
  ]);
});

test('what is no reply that can be counted', (t) => {
  check(t, [
    ['16 bytes from 192.0.2.1: icmp_seq=7 ttl=64', null],
    ['64 bytes from 192.0.2.1: icmp_seq=7 ttl=64 (truncated)', null],
    ['64 bytes from 192.0.2.1: icmp_seq=7 ttl=64 time=12.5 ms (BAD CHECKSUM!)', null],
    ['64 bytes from 192.0.2.1: icmp_seq= ttl=64 time=12.5 ms', null],
    ['wrong data byte #16 should be 0x10 but was 0x0', null],
    ['64 bytes from 192.0.2.1: Echo Reply', null],
    [' 64 bytes from 192.0.2.1: icmp_seq=7 ttl=64 time=12.5 ms', null],
  ]);
});

const ABOUT = { sequence: 3, from: '192.0.2.254' } as const;

function unreachable(code: (PingEvent & { kind: 'unreachable' })['code'], text: string): Row {
  return [`From 192.0.2.254 icmp_seq=3 ${text}`, { kind: 'unreachable', ...ABOUT, code, text }];
}

test('why a packet did not arrive', (t) => {
  check(t, [
    unreachable('net', 'Destination Net Unreachable'),
    unreachable('net', 'Destination Net Unknown'),
    unreachable('net', 'Destination Net Unreachable for Type of Service'),
    unreachable('net', 'Destination unreachable: No route'),
    unreachable('net', 'Destination unreachable: Reject route to destination'),
    unreachable('host', 'Destination Host Unreachable'),
    unreachable('host', 'Destination Host Unknown'),
    unreachable('host', 'Destination unreachable: Address unreachable'),
    unreachable('protocol', 'Destination Protocol Unreachable'),
    unreachable('port', 'Destination Port Unreachable'),
    unreachable('port', 'Destination unreachable: Port unreachable'),
    unreachable('admin-prohibited', 'Packet filtered'),
    unreachable('admin-prohibited', 'Destination unreachable: Administratively prohibited'),
    unreachable('net-prohibited', 'Destination Net Prohibited'),
    unreachable('host-prohibited', 'Destination Host Prohibited'),
    unreachable('source-route', 'Source Route Failed'),
    unreachable('other', 'Source Host Isolated'),
    unreachable('other', 'Precedence Cutoff'),
    unreachable('other', 'Dest Unreachable, Bad Code: 16'),
    unreachable('other', 'Destination unreachable: Beyond scope of source address'),
    unreachable('other', 'Frag reassembly time exceeded'),
    unreachable('other', 'Time exceeded: Defragmentation failure'),
    unreachable('other', 'Parameter problem: pointer = 20'),
    ['From 192.0.2.254 icmp_seq=3 Time to live exceeded', { kind: 'ttl-exceeded', ...ABOUT }],
    ['From 192.0.2.254 icmp_seq=3 Time exceeded: Hop limit', { kind: 'ttl-exceeded', ...ABOUT }],
    ['From 192.0.2.254: icmp_seq=3 Redirect Host(New nexthop: 192.0.2.253)', null],
    ['From 192.0.2.254: icmp_seq=3 Source Quench', null],
  ]);
});

test('why a packet did not arrive, where the line has no sequence', (t) => {
  const about = { sequence: null, from: '192.0.2.254' } as const;
  const kind = 'unreachable';
  const filtered = 'Communication prohibited by filter';
  const admin = 'Destination Administratively Unreachable';
  const route = 'No Route to Destination';
  check(t, [
    [
      `36 bytes from 192.0.2.254: ${filtered}`,
      { kind, ...about, code: 'admin-prohibited', text: filtered },
    ],
    [
      `64 bytes from 2001:db8::1: ${admin}`,
      { kind, sequence: null, from: '2001:db8::1', code: 'admin-prohibited', text: admin },
    ],
    [`64 bytes from 192.0.2.254: ${route}`, { kind, ...about, code: 'net', text: route }],
    [
      '56 bytes from gw.example.com (192.0.2.254): Time to live exceeded',
      { kind: 'ttl-exceeded', ...about },
    ],
    ['56 bytes from 192.0.2.254: Redirect Host(New addr: 192.0.2.253)', null],
  ]);
});

test('a packet that is too large', (t) => {
  const router = { kind: 'frag-needed', ...ABOUT } as const;
  const bsd = { kind: 'frag-needed', sequence: null, from: '192.0.2.254' } as const;
  const local = { kind: 'frag-needed', sequence: null, from: 'local' } as const;
  const from = 'From 192.0.2.254 icmp_seq=3';
  check(t, [
    [`${from} Frag needed and DF set (mtu = 1400)`, { ...router, mtuBytes: 1400 }],
    [`${from} Frag needed and DF set (mtu = 0)`, { ...router, mtuBytes: null }],
    [`${from} Packet too big: mtu=1280`, { ...router, mtuBytes: 1280 }],
    [`${from} Packet too big: mtu=1280, code=1`, { ...router, mtuBytes: 1280 }],
    ['36 bytes from 192.0.2.254: frag needed and DF set (MTU 1400)', { ...bsd, mtuBytes: 1400 }],
    ['36 bytes from 192.0.2.254: Fragmentation needed and DF set', { ...bsd, mtuBytes: null }],
    ['36 bytes from 192.0.2.254: Packet too big mtu = 1280', { ...bsd, mtuBytes: 1280 }],
    ['36 bytes from 192.0.2.254: Packet too big, mtu=1280', { ...bsd, mtuBytes: 1280 }],
    ['36 bytes from 192.0.2.254: Packet too big, mtu=65575', { ...bsd, mtuBytes: 65_575 }],
    ['36 bytes from 192.0.2.254: Packet too big, mtu=65576', { ...bsd, mtuBytes: null }],
    ['ping: local error: message too long, mtu=1400', { ...local, mtuBytes: 1400 }],
    ['ping: local error: Message too long, mtu=1400', { ...local, mtuBytes: 1400 }],
    ['ping: local error: message too long, mtu: 1400', { ...local, mtuBytes: 1400 }],
    ['ping: local error: message too long, mtu=65536', { ...local, mtuBytes: 65_536 }],
    ['ping: sendto: Message too long', { ...local, mtuBytes: null }],
    ['ping6: sendmsg: Message too long', { ...local, mtuBytes: null }],
    ['/bin/ping: sending packet: Message too long', { ...local, mtuBytes: null }],
  ]);
});

test('no answer until now, and the sums at the end', (t) => {
  const summary = { kind: 'summary', transmitted: 5, received: 4, duplicates: 0 } as const;
  const again = { ...summary, duplicates: 2 };
  check(t, [
    ['no answer yet for icmp_seq=3', { kind: 'unanswered', sequence: 3 }],
    ['Request timeout for icmp_seq 3', { kind: 'unanswered', sequence: 3 }],
    ['5 packets transmitted, 4 received, 20% packet loss, time 4005ms', summary],
    ['5 packets transmitted, 4 received, +1 errors, 20% packet loss, time 4005ms', summary],
    ['5 packets transmitted, 4 received, +2 duplicates, +1 corrupted, 20% packet loss', again],
    ['5 packets transmitted, 4 packets received, 20% packet loss', summary],
    ['5 packets transmitted, 4 packets received, 2 duplicates, 20% packet loss', again],
    ['5 packets transmitted, 4 packets received, +2 duplicates, 20.0% packet loss', again],
    ['rtt min/avg/max/mdev = 0.020/0.031/0.052/0.014 ms, pipe 2', null],
    ['--- 192.0.2.1 ping statistics ---', null],
  ]);
});
