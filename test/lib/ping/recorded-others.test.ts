import { test } from 'tap';
import { checkRecorded, fixtureNames } from './recorded.ts';
import type { Recorded } from './recorded.ts';

/**
 * busybox 1.35.0 and inetutils 2.4, recorded in the same network as iputils. Those of BSD are written after the sources
 * of FreeBSD and of macOS (network_cmds).
 */
const RECORDED: readonly Recorded[] = [
  [
    'bsd-frag-needed',
    'bsd',
    'frag-needed null from 192.0.2.254 mtu 1400',
    'unanswered 0',
    'summary 2 sent 0 received 0 again',
  ],
  [
    'bsd-host-unreachable',
    'bsd',
    'unreachable null from 192.0.2.254 host: Destination Host Unreachable',
    'failure no-route: sendto: No route to host',
    'unreachable null from local host: sendto: Host is down',
    'summary 3 sent 0 received 0 again',
  ],
  ['bsd-no-answer', 'bsd', 'unanswered 0', 'unanswered 1', 'summary 3 sent 0 received 0 again'],
  [
    'bsd-ping6',
    'bsd',
    'reply 0 from 2001:db8:2::1 ttl 51 in 9.637 ms',
    'frag-needed null from 2001:db8:1::254 mtu 1400',
    'reply 2 from 2001:db8:2::1 ttl 51 in 16.181 ms',
    'summary 3 sent 2 received 0 again',
  ],
  [
    'bsd-reply',
    'bsd',
    'reply 0 from 198.51.100.1 ttl 57 in 11.964 ms',
    'reply 1 from 198.51.100.1 ttl 57 in 13.492 ms',
    'reply 1 from 198.51.100.1 ttl 57 in 13.652 ms again',
    'summary 2 sent 2 received 1 again',
  ],
  [
    'bsd-too-long',
    'bsd',
    'frag-needed null from local mtu null',
    'frag-needed null from local mtu null',
    'unanswered 0',
    'summary 2 sent 0 received 0 again',
  ],
  ['bsd-unknown-host', 'bsd', 'failure unknown-host: cannot resolve no-such.invalid: Unknown host'],
  ['busybox-bad-option', 'busybox', "failure bad-option: invalid option -- 'O'"],
  [
    'busybox-duplicate',
    'busybox',
    'reply 0 from 198.51.100.1 ttl 63 in 0.049 ms',
    'reply 0 from 198.51.100.1 ttl 63 in 0.068 ms again',
    'reply 1 from 198.51.100.1 ttl 63 in 0.091 ms',
    'summary 2 sent 2 received 1 again',
  ],
  [
    'busybox-half-lost',
    'busybox',
    'reply 1 from 198.51.100.1 ttl 63 in 0.1 ms',
    'summary 2 sent 1 received 0 again',
  ],
  ['busybox-local-firewall', 'unknown', 'failure other: sendto: Operation not permitted'],
  ['busybox-no-answer', 'unknown', 'summary 2 sent 0 received 0 again'],
  ['busybox-no-permission', 'busybox', 'failure permission: permission denied (are you root?)'],
  ['busybox-no-route', 'unknown', 'failure no-route: sendto: Network is unreachable'],
  [
    'busybox-reply',
    'busybox',
    'reply 0 from 198.51.100.1 ttl 63 in 0.038 ms',
    'reply 1 from 198.51.100.1 ttl 63 in 0.08 ms',
    'summary 2 sent 2 received 0 again',
  ],
  ['busybox-unknown-host', 'busybox', "failure unknown-host: bad address 'no-such.invalid'"],
  [
    'inetutils-admin-prohibited',
    'inetutils',
    'unreachable null from 192.0.2.254 admin-prohibited: Packet Filtered',
    'unreachable null from 192.0.2.254 admin-prohibited: Packet Filtered',
    'summary 2 sent 0 received 0 again',
  ],
  ['inetutils-bad-option', 'inetutils', "failure bad-option: invalid option -- 'O'"],
  [
    'inetutils-duplicate',
    'inetutils',
    'reply 0 from 198.51.100.1 ttl 63 in 0.039 ms',
    'reply 0 from 198.51.100.1 ttl 63 in 0.044 ms again',
    'summary 1 sent 1 received 1 again',
  ],
  [
    'inetutils-frag-needed-ipv6',
    'inetutils',
    'frag-needed null from 2001:db8:1::254 mtu null',
    'reply 1 from 2001:db8:2::1 ttl 63 in 0.103 ms',
    'summary 2 sent 1 received 0 again',
  ],
  [
    'inetutils-host-unreachable',
    'inetutils',
    'unreachable null from 192.0.2.254 host: Destination Host Unreachable',
    'unreachable null from 192.0.2.254 host: Destination Host Unreachable',
    'summary 2 sent 0 received 0 again',
  ],
  [
    'inetutils-net-prohibited',
    'inetutils',
    'unreachable null from 192.0.2.254 other: Dest Unreachable, Unknown Code: 9',
    'unreachable null from 192.0.2.254 other: Dest Unreachable, Unknown Code: 9',
    'summary 2 sent 0 received 0 again',
  ],
  [
    'inetutils-no-permission',
    'inetutils',
    'failure permission: Lacking privilege for icmp socket.',
  ],
  [
    'inetutils-no-route-ipv6',
    'inetutils',
    'unreachable null from 2001:db8:1::254 net: Destination unreachable: No route to destination',
    'unreachable null from 2001:db8:1::254 net: Destination unreachable: No route to destination',
    'summary 2 sent 0 received 0 again',
  ],
  ['inetutils-no-route', 'inetutils', 'failure no-route: sending packet: Network is unreachable'],
  [
    'inetutils-port-unreachable',
    'inetutils',
    'unreachable null from 192.0.2.254 port: Destination Port Unreachable',
    'unreachable null from 192.0.2.254 port: Destination Port Unreachable',
    'summary 2 sent 0 received 0 again',
  ],
  [
    'inetutils-prohibited-ipv6',
    'inetutils',
    'unreachable null from 2001:db8:1::254 admin-prohibited: Destination unreachable: Destination administratively prohibited',
    'unreachable null from 2001:db8:1::254 admin-prohibited: Destination unreachable: Destination administratively prohibited',
    'summary 2 sent 0 received 0 again',
  ],
  [
    'inetutils-reply',
    'inetutils',
    'reply 0 from 198.51.100.1 ttl 63 in 0.051 ms',
    'reply 1 from 198.51.100.1 ttl 63 in 0.054 ms',
    'summary 2 sent 2 received 0 again',
  ],
  [
    'inetutils-ttl',
    'inetutils',
    'ttl-exceeded null from 192.0.2.254',
    'ttl-exceeded null from 192.0.2.254',
    'summary 2 sent 0 received 0 again',
  ],
  ['inetutils-unknown-host', 'inetutils', 'failure unknown-host: unknown host'],
];

test('busybox, inetutils and BSD', (t) => {
  for (const row of RECORDED) checkRecorded(t, row);
  t.end();
});

test('every file is read', (t) => {
  t.strictSame(RECORDED.map(([file]) => file).toSorted(), fixtureNames(/^(?!iputils-)/));
  t.end();
});
