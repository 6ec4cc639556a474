import { rule } from '../change.ts';
import type { Change } from '../change.ts';
import type { StatedFault } from './fault.ts';
import { API_A, HOST, RESOLVER_A, VPC } from './places.ts';

/** What a firewall can do with a packet that it will not pass, in the words of nft(8). */
const WAYS = {
  drop: { verdict: 'drop', says: 'says nothing' },
  'reject-net-unreachable': icmp('net-unreachable', '3/0'),
  'reject-host-unreachable': icmp('host-unreachable', '3/1'),
  'reject-port-unreachable': icmp('port-unreachable', '3/3'),
  'reject-admin-prohibited': icmp('admin-prohibited', '3/13'),
  'reject-reset': { verdict: 'reject with tcp reset', says: 'forges an RST' },
} as const;

type WayName = keyof typeof WAYS;

function icmp(type: string, code: string) {
  return { verdict: `reject with icmp type ${type}`, says: `says ICMP ${code}` };
}

/** Something that must pass, and the findings when it does not. */
interface Flow {
  readonly name: string;
  readonly what: string;
  readonly change: (verdict: string) => Change;
  readonly codes: Partial<Readonly<Record<WayName, string>>>;
  readonly cases: string;
  /** What else each of them brings. */
  readonly expects?: readonly string[];
  readonly allows?: readonly string[];
}

const FLOWS: readonly Flow[] = [
  {
    name: 'api',
    what: '443 to one API interface',
    change: (verdict) =>
      rule('vpc-router', 'forward', `ip daddr ${API_A} tcp dport 443 ${verdict}`),
    codes: {
      drop: 'firewall-ports/filtered[at-target]',
      'reject-net-unreachable': 'firewall-ports/netUnreachable[at-target]',
      'reject-host-unreachable': 'firewall-ports/hostUnreachable[at-target]',
      'reject-port-unreachable': 'firewall-ports/refused[at-target]',
      'reject-admin-prohibited': 'firewall-ports/hostUnreachable',
      'reject-reset': 'firewall-ports/refused',
    },
    cases: `*:tcp/443@${API_A}`,
  },
  {
    name: 'kubelet',
    what: '10250 from the VPC',
    change: (verdict) =>
      rule(
        'onprem-router',
        'forward',
        `ip saddr ${VPC} ip daddr ${HOST} tcp dport 10250 ${verdict}`,
      ),
    codes: {
      drop: 'firewall-ports/filtered[way-there]',
      'reject-net-unreachable': 'firewall-ports/netUnreachable[way-there]',
      'reject-host-unreachable': 'firewall-ports/hostUnreachable',
      'reject-port-unreachable': 'firewall-ports/rejected[way-there]',
      'reject-admin-prohibited': 'firewall-ports/hostUnreachable',
      'reject-reset': 'firewall-ports/rejected[way-there]',
    },
    cases: `*:tcp/10250@${HOST}`,
  },
  {
    name: 'resolver-udp',
    what: 'UDP 53 to one resolver address of the VPC',
    change: (verdict) =>
      rule(
        'vpc-router',
        'forward',
        `ip saddr != ${VPC} ip daddr ${RESOLVER_A} udp dport 53 ${verdict}`,
      ),
    codes: {
      drop: 'firewall-ports/unanswered',
      // Linux keeps these two from UDP sockets: they may pass by themselves (icmp_err_convert in net/ipv4/icmp.c).
      'reject-net-unreachable': 'firewall-ports/unanswered',
      'reject-host-unreachable': 'firewall-ports/unanswered',
      'reject-port-unreachable': 'firewall-ports/udpClosed',
      'reject-admin-prohibited': 'firewall-ports/hostUnreachable',
    },
    cases: `*:udp/53@${RESOLVER_A}`,
    expects: ['dns-forwarding/oneDead @ *:redundancy@inbound'],
    allows: ['dns-forwarding/slowAnswer @ *:aws-names@10.80.*'],
  },
  {
    name: 'overlay-udp',
    what: 'VXLAN (udp/8472) from the VPC',
    change: (verdict) =>
      rule('onprem-router', 'forward', `ip saddr ${VPC} udp dport 8472 ${verdict}`),
    codes: {
      drop: 'firewall-ports/udpFiltered[way-there]',
      'reject-port-unreachable': 'firewall-ports/rejected[way-there]',
      'reject-admin-prohibited': 'firewall-ports/hostUnreachable',
    },
    cases: '*:udp/8472@*',
  },
];

/** One fault for each flow and each way to refuse it. */
export const REJECTIONS: readonly StatedFault[] = FLOWS.flatMap((flow) =>
  (Object.keys(WAYS) as WayName[]).flatMap((way) => faultOf(flow, way)),
);

function faultOf(flow: Flow, way: WayName): readonly StatedFault[] {
  const code = flow.codes[way];
  if (code === undefined) return [];
  const { verdict, says } = WAYS[way];
  return [
    {
      name: `${flow.name}-${way}`,
      breaks: `a firewall refuses ${flow.what}, and ${says}`,
      changes: [flow.change(verdict)],
      expects: [`${code} @ ${flow.cases}`, ...(flow.expects ?? [])],
      allows: flow.allows ?? [],
    },
  ];
}
