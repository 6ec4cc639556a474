import { route, rule } from '../change.ts';
import { type Fault, faultsOf } from './fault.ts';
import { API_A, ON_PREM, PODS, VPC } from './places.ts';

/** The peer cannot be met: nothing that takes it is measured, and its iperf3 is as far away. */
const PEER_AWAY = [
  'firewall-ports/notMeasured @ *:peer:*',
  'dns-forwarding/notMeasured @ *:peer:*',
  'pod-routes/notMeasured @ *:peer:*',
  'latency/notMeasured',
  'jitter/notMeasured',
  'packet-loss/notMeasured',
  'path-mtu/notMeasured',
  'bandwidth/serverUnreachable',
] as const;

/** What goes over a narrow way is slow, too. */
const SLOW = ['bandwidth/*'] as const;

/** Routes that are not there, or lead astray. */
export const ROUTING_FAULTS: readonly Fault[] = faultsOf('routing', [
  {
    name: 'no-route-to-vpc',
    breaks: 'the on-premises router has no route to the VPC',
    changes: [route('onprem-router', VPC, 'none')],
    expects: [
      ...PEER_AWAY,
      'firewall-ports/netUnreachable @ *:tcp/*@10.20.*',
      'dns-forwarding/servfail @ *:aws-names@10.80.*',
      'dns-forwarding/noReference @ *:system',
      'dns-forwarding/allDead @ *:redundancy@inbound',
      'aws-endpoints/unresolved',
    ],
    allows: [
      'firewall-ports/openOrFiltered @ *:udp/8472@10.20.*',
      'firewall-ports/netUnreachable @ *:udp/8472@10.20.*',
      'firewall-ports/filtered @ *:tcp/*@10.20.*',
      'firewall-ports/unanswered @ *:udp/53@10.20.*',
      'firewall-ports/netUnreachable @ *:udp/53@10.20.*',
    ],
  },
  {
    name: 'no-return-route',
    breaks: 'the VPC’s route table lacks the on-premises network',
    changes: [route('vpc-router', ON_PREM, 'none')],
    expects: [
      'firewall-ports/openOrFiltered @ *:udp/8472@10.20.*',
      ...PEER_AWAY,
      'firewall-ports/filtered @ *:tcp/*@10.20.*',
      'firewall-ports/unanswered @ *:udp/53@10.20.*',
      'dns-forwarding/servfail @ *:aws-names@10.80.*',
      'dns-forwarding/noReference @ *:system',
      'dns-forwarding/allDead @ *:redundancy@inbound',
      'aws-endpoints/unresolved',
    ],
  },
  {
    name: 'no-pod-route-in-vpc',
    breaks: 'the VPC’s route table lacks the pod network',
    changes: [route('vpc-router', PODS, 'none')],
    expects: ['pod-routes/unreachable'],
  },
  {
    name: 'no-pod-route-on-prem',
    breaks: 'the on-premises router has no route to the pods',
    changes: [route('onprem-router', PODS, 'none')],
    expects: ['pod-routes/unreachable'],
  },
  {
    name: 'vpc-unreachable',
    breaks: 'the on-premises router calls the first subnet of the VPC unreachable',
    changes: [route('onprem-router', '10.20.1.0/24', { refuse: 'unreachable' })],
    expects: [
      'firewall-ports/hostUnreachable @ *:tcp/*@10.20.1.*',
      'dns-forwarding/oneDead @ *:redundancy@inbound',
    ],
    allows: [
      'firewall-ports/filtered @ *:tcp/*@10.20.1.*',
      'firewall-ports/unanswered @ *:udp/53@10.20.1.*',
      'firewall-ports/hostUnreachable @ *:udp/53@10.20.1.*',
      'dns-forwarding/slowAnswer @ *:aws-names@10.80.*',
    ],
  },
  {
    name: 'vpc-prohibited',
    breaks: 'the on-premises router prohibits the first subnet of the VPC',
    changes: [route('onprem-router', '10.20.1.0/24', { refuse: 'prohibit' })],
    expects: [
      'firewall-ports/hostUnreachable @ *:tcp/*@10.20.1.*',
      'dns-forwarding/oneDead @ *:redundancy@inbound',
    ],
    allows: [
      'firewall-ports/filtered @ *:tcp/*@10.20.1.*',
      'firewall-ports/unanswered @ *:udp/53@10.20.1.*',
      'firewall-ports/hostUnreachable @ *:udp/53@10.20.1.*',
      'dns-forwarding/slowAnswer @ *:aws-names@10.80.*',
    ],
  },
  {
    name: 'vpc-blackholed',
    breaks: 'the on-premises router swallows packets to the second subnet of the VPC',
    changes: [route('onprem-router', '10.20.2.0/24', { refuse: 'blackhole' })],
    expects: [
      'firewall-ports/filtered[between-sites] @ *:tcp/443@10.20.2.*',
      'firewall-ports/filtered @ *:tcp/*@10.20.2.*',
      'firewall-ports/unanswered @ *:udp/53@10.20.2.*',
      'dns-forwarding/oneDead @ *:redundancy@inbound',
    ],
    allows: ['dns-forwarding/slowAnswer @ *:aws-names@10.80.*'],
  },
  {
    name: 'host-prohibits',
    breaks: 'a route on the host itself prohibits one API interface',
    changes: [route('host', `${API_A}/32`, { refuse: 'prohibit' })],
    expects: [`firewall-ports/prohibited @ *:tcp/*@${API_A}`],
  },
  {
    name: 'routing-loop',
    breaks: 'the VPC sends packets for one API interface back on premises',
    changes: [route('vpc-router', `${API_A}/32`, { over: 'direct-connect' })],
    expects: [`firewall-ports/hostUnreachable @ *:tcp/*@${API_A}`, `path-trace/loop @ *@${API_A}`],
  },
  {
    name: 'asymmetric-route',
    breaks: 'answers come back over the VPN, which carries 1438 bytes',
    changes: [route('vpc-router', ON_PREM, { over: 'vpn' })],
    expects: ['path-mtu/belowRequired'],
    allows: SLOW,
  },
  {
    name: 'asymmetric-stateful',
    breaks: 'answers come back over the VPN, whose firewall never saw the SYN',
    changes: [
      route('vpc-router', ON_PREM, { over: 'vpn' }),
      rule('onprem-router', 'forward', 'iifname vpn0 tcp flags & (syn | ack) == syn | ack drop'),
    ],
    expects: [
      'firewall-ports/udpClosed @ *:udp/8472@10.20.*',
      ...PEER_AWAY,
      'firewall-ports/filtered @ *:tcp/443@10.20.*',
      'firewall-ports/filtered @ *:tcp/53@10.20.*',
      'dns-forwarding/tcpBlocked @ *:aws-names@10.20.*',
      'dns-forwarding/truncatedUnrecoverable @ *:aws-names@10.80.*',
      'aws-endpoints/unreachable',
    ],
  },
  {
    name: 'direct-connect-down',
    breaks: 'the Direct Connect link is down, and no VPN takes over',
    changes: [{ kind: 'link', at: 'vpc-router', device: 'dx0', up: false }],
    expects: [
      'firewall-ports/openOrFiltered @ *:udp/8472@10.20.*',
      ...PEER_AWAY,
      'firewall-ports/filtered @ *:tcp/*@10.20.*',
      'firewall-ports/unanswered @ *:udp/53@10.20.*',
      'dns-forwarding/servfail @ *:aws-names@10.80.*',
      'dns-forwarding/noReference @ *:system',
      'dns-forwarding/allDead @ *:redundancy@inbound',
      'aws-endpoints/unresolved',
    ],
  },
  {
    name: 'failed-over-to-vpn',
    breaks: 'Direct Connect is down and the VPN carries everything, 1438 bytes a packet',
    changes: [
      route('onprem-router', VPC, { over: 'vpn' }),
      route('vpc-router', ON_PREM, { over: 'vpn' }),
      route('vpc-router', PODS, { over: 'vpn' }),
    ],
    expects: ['path-mtu/belowRequired'],
  },
  {
    name: 'source-nat',
    breaks: 'the on-premises router hides the host behind its own address',
    changes: [rule('onprem-router', 'source-nat', 'oifname { dx0, imp0 } masquerade')],
    // From there the host has the router's address: nobody listens for the peer behind it.
    expects: ['firewall-ports/sourceTranslated @ *@10.20.3.10', 'path-mtu/notMeasured @ *:peer:*'],
  },
]);
