import { defineMessages, message } from '#core/messages.ts';
import { awsLines, nftLine } from '#lib/firewall-lines.ts';
import { CONTROL_PORT } from './target.ts';

export type Facts = {
  readonly network: string;
  readonly address: string;
  readonly ports: readonly number[];
  readonly sources: readonly string[];
  readonly cluster: string;
  readonly afterMs: number;
};

const PODS: Facts = {
  network: '10.85.0.0/16',
  address: '10.85.255.254',
  ports: [443, 8443, 9443],
  sources: ['10.20.0.0/16'],
  cluster: 'prod',
  afterMs: 3000,
};

export const { say, vocabulary } = defineMessages('pod-routes', {
  unreachable: message<Facts & { readonly kinds: readonly string[] }>({
    severity: 'fail',
    title: 'Nothing from the VPC reaches the pod network',
    example: { ...PODS, kinds: ['timeout'] },
    detail: ({ network, address, ports, kinds }) =>
      `This host had ${address} of ${network} and listened on ${ports.join(', ')}; what the peer sent there never came (${kinds.join(', ')}), while its control connection to this host lives. A route to ${network} is missing, or a firewall drops all of it.`,
    fix: ({ network, ports, sources, cluster }) =>
      [
        `Route ${network} all the way: in every route table of the VPC to the transit or virtual private gateway, in the gateway's own, and on premises to the node that has the pods (or by BGP, then set checks.pod-routes.routes to bgp and run again once the network plugin runs).`,
        'See what routes there are, in AWS and on premises:',
        `$ aws ec2 describe-route-tables --filters Name=route.destination-cidr-block,Values=${network} --query 'RouteTables[].RouteTableId'`,
        `$ ip route get ${network.replace(/\/.*/, '')}`,
        'And allow it:',
        ...openLines({ network, sources, cluster, ports: own(ports) }),
      ].join('\n'),
  }),
  answerLost: message<Facts & { readonly from: readonly string[] }>({
    severity: 'fail',
    title: 'Calls reach the pod network, their answers are lost',
    example: { ...PODS, from: ['10.20.3.10'] },
    detail: ({ address, from, afterMs }) =>
      `What the peer sent to ${address} came to this host from ${from.join(', ')}, and no answer reached the peer within ${afterMs} ms: packets from the pod network are dropped on the way back.`,
    fix: ({ network }) =>
      `Let packets from ${network} out: see anti-spoofing and reverse-path filters on premises (sysctl net.ipv4.conf.all.rp_filter), and the network ACL of the VPC.`,
  }),
  portClosed: message<
    Facts & { readonly reached: readonly number[]; readonly kinds: readonly string[] }
  >({
    severity: 'fail',
    title: 'The pod network is routed, ports of webhooks are closed',
    example: { ...PODS, ports: [8443], reached: [443, 9443], kinds: ['timeout'] },
    detail: ({ address, ports, reached, kinds }) =>
      `Calls from the peer to ${address} end as ${kinds.join(', ')} on ${ports.join(', ')}, and come through on ${['another port', ...reached].join(', ')}: the API would call webhooks in vain.`,
    fix: ({ network, ports, sources, cluster }) =>
      [
        `Allow tcp ${ports.join(', ')} from ${sources.join(', ')} to ${network}: on premises, and in AWS.`,
        ...openLines({ network, ports, sources, cluster }),
      ].join('\n'),
  }),
  sourceTranslated: message<Facts & { readonly ownSource: string; readonly seenSource: string }>({
    severity: 'warn',
    title: 'Calls to pods arrive with another source address',
    example: { ...PODS, ownSource: '10.20.3.10', seenSource: '10.80.1.1' },
    detail: ({ address, ownSource, seenSource }) =>
      `Packets that left the peer as ${ownSource} reached ${address} as ${seenSource}: network policies that name the VPC do not match.`,
    fix: ({ network, ownSource, seenSource }) =>
      `Exempt traffic from ${ownSource} to ${network} from source NAT on the device that has ${seenSource}.`,
  }),
  untried: message<Facts & { readonly port: number; readonly why: string }>({
    severity: 'note',
    title: 'A port of webhooks was not tried',
    example: { ...PODS, port: 443, why: 'a process has the port already' },
    detail: ({ address, port, why }) => `This host did not listen on ${address}:${port}: ${why}.`,
    fix: ({ port }) => `Stop what has the port for the time of the test: ss -ltnp sport = :${port}`,
  }),
});

function openLines({
  network,
  ports,
  sources,
  cluster,
}: Pick<Facts, 'network' | 'ports' | 'sources' | 'cluster'>): readonly string[] {
  const rule = {
    direction: 'to-on-prem',
    protocol: 'tcp',
    ports: ports.map(String),
    sources,
    destinations: [network],
    purpose: 'webhooks in pods',
  } as const;
  return [nftLine(rule) ?? '', ...awsLines(rule, cluster)].map((line) => `$ ${line}`);
}

/** Those that the API calls. */
function own(ports: readonly number[]): readonly number[] {
  return ports.filter((port) => port !== CONTROL_PORT);
}
