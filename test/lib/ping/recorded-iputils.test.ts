import { test } from 'tap';
import { checkRecorded, fixtureNames } from './recorded.ts';
import type { Recorded } from './recorded.ts';

/**
 * Recorded with iputils 20221126 (stdout and stderr into one file) between network namespaces: 192.0.2.1, a router with
 * an MTU of 1400 beyond it, 198.51.100.1. The two of s20161105 are written after its source.
 */
const RECORDED: readonly Recorded[] = [
  [
    'iputils-admin-prohibited',
    'iputils',
    'unreachable 1 from 192.0.2.254 admin-prohibited: Packet filtered',
    'unanswered 1',
    'unreachable 2 from 192.0.2.254 admin-prohibited: Packet filtered',
    'summary 2 sent 0 received 0 again',
  ],
  ['iputils-bad-option', 'iputils', "failure bad-option: invalid option -- 'Z'"],
  [
    'iputils-duplicate',
    'iputils',
    'reply 1 from 198.51.100.1 ttl 63 in 0.02 ms',
    'reply 1 from 198.51.100.1 ttl 63 in 0.021 ms again',
    'reply 2 from 198.51.100.1 ttl 63 in 0.036 ms',
    'summary 2 sent 2 received 1 again',
  ],
  [
    'iputils-flood',
    'iputils',
    'failure permission: cannot flood; minimal interval allowed for user is 2ms',
  ],
  [
    'iputils-frag-needed-ipv6',
    'iputils',
    'frag-needed 1 from 2001:db8:1::254 mtu 1400',
    'unanswered 1',
    'frag-needed null from local mtu 1400',
    'summary 2 sent 0 received 0 again',
  ],
  [
    'iputils-frag-needed',
    'iputils',
    'frag-needed 1 from 192.0.2.254 mtu 1400',
    'unanswered 1',
    'frag-needed null from local mtu 1400',
    'summary 2 sent 0 received 0 again',
  ],
  [
    'iputils-host-unreachable',
    'iputils',
    'unanswered 1',
    'unreachable 1 from 192.0.2.1 host: Destination Host Unreachable',
    'unreachable 2 from 192.0.2.1 host: Destination Host Unreachable',
    'summary 2 sent 0 received 0 again',
  ],
  ['iputils-local-blackhole', 'iputils', 'failure other: connect: Invalid argument'],
  [
    'iputils-local-prohibit',
    'iputils',
    'failure other: Do you want to ping broadcast? Then -b. If not, check your local firewall rules',
  ],
  [
    'iputils-net-prohibited',
    'iputils',
    'unreachable 1 from 192.0.2.254 net-prohibited: Destination Net Prohibited',
    'unanswered 1',
    'unreachable 2 from 192.0.2.254 net-prohibited: Destination Net Prohibited',
    'summary 2 sent 0 received 0 again',
  ],
  ['iputils-no-answer', 'iputils', 'unanswered 1', 'summary 2 sent 0 received 0 again'],
  ['iputils-no-permission', 'iputils', 'failure permission: socket: Operation not permitted'],
  [
    'iputils-no-route-ipv6',
    'iputils',
    'unreachable 1 from 2001:db8:1::254 net: Destination unreachable: No route',
    'unanswered 1',
    'unreachable 2 from 2001:db8:1::254 net: Destination unreachable: No route',
    'summary 2 sent 0 received 0 again',
  ],
  ['iputils-no-route', 'iputils', 'failure no-route: connect: Network is unreachable'],
  [
    'iputils-port-unreachable',
    'iputils',
    'unreachable 1 from 192.0.2.254 port: Destination Port Unreachable',
    'unanswered 1',
    'unreachable 2 from 192.0.2.254 port: Destination Port Unreachable',
    'summary 2 sent 0 received 0 again',
  ],
  [
    'iputils-prohibited-ipv6',
    'iputils',
    'unreachable 1 from 2001:db8:1::254 admin-prohibited: Destination unreachable: Administratively prohibited',
    'unanswered 1',
    'unreachable 2 from 2001:db8:1::254 admin-prohibited: Destination unreachable: Administratively prohibited',
    'summary 2 sent 0 received 0 again',
  ],
  [
    'iputils-reply-ipv6',
    'iputils',
    'unanswered 1',
    'reply 1 from 2001:db8:2::1 ttl 63 in 1016 ms',
    'reply 2 from 2001:db8:2::1 ttl 63 in 808 ms',
    'summary 2 sent 2 received 0 again',
  ],
  [
    'iputils-reply',
    'iputils',
    'reply 1 from 198.51.100.1 ttl 63 in 0.052 ms',
    'reply 2 from 198.51.100.1 ttl 63 in 0.02 ms',
    'reply 3 from 198.51.100.1 ttl 63 in 0.022 ms',
    'summary 3 sent 3 received 0 again',
  ],
  ['iputils-s20161105-no-route', 'iputils', 'failure no-route: connect: Network is unreachable'],
  [
    'iputils-s20161105',
    'iputils',
    'reply 65535 from 192.0.2.254 ttl 64 in 12.5 ms',
    'reply 0 from 192.0.2.254 ttl 64 in 104 ms',
    'frag-needed 1 from 192.0.2.254 mtu 1400',
    'frag-needed null from local mtu 1400',
    'failure no-route: sendmsg: Network is unreachable',
    'summary 65540 sent 65536 received 0 again',
  ],
  ['iputils-small-payload', 'iputils', 'summary 2 sent 2 received 0 again'],
  [
    'iputils-too-long',
    'iputils',
    'frag-needed null from local mtu 1500',
    'unanswered 1',
    'frag-needed null from local mtu 1500',
    'summary 2 sent 0 received 0 again',
  ],
  [
    'iputils-ttl-ipv6',
    'iputils',
    'ttl-exceeded 1 from 2001:db8:1::254',
    'unanswered 1',
    'ttl-exceeded 2 from 2001:db8:1::254',
    'summary 2 sent 0 received 0 again',
  ],
  [
    'iputils-ttl',
    'iputils',
    'ttl-exceeded 1 from 192.0.2.254',
    'unanswered 1',
    'ttl-exceeded 2 from 192.0.2.254',
    'summary 2 sent 0 received 0 again',
  ],
  [
    'iputils-unknown-host',
    'iputils',
    'failure unknown-host: no-such.invalid: Temporary failure in name resolution',
  ],
];

test('iputils', (t) => {
  for (const row of RECORDED) checkRecorded(t, row);
  t.end();
});

test('every file is read', (t) => {
  t.strictSame(RECORDED.map(([file]) => file).toSorted(), fixtureNames(/^iputils-/));
  t.end();
});
