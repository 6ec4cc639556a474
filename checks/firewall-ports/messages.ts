import { defineMessages, message } from '#core/messages.ts';
import { lastHopWords } from '#lib/trace/last-hop.ts';
import {
  API,
  awsWords,
  type Facts,
  nameOf,
  openRule,
  RESOLVER,
  seconds,
  whereOf,
} from './facts.ts';
import { betweenMessages } from './messages-between.ts';

type Refusal = Facts & { readonly control: string };

export const { say, vocabulary } = defineMessages('firewall-ports', {
  ...betweenMessages,
  filtered: message<Facts & { readonly tries: number }>({
    severity: 'fail',
    title: 'No answer to any SYN',
    example: { ...API, tries: 2 },
    detail: ({ tries, afterMs, ...facts }) =>
      `${nameOf({ ...facts, afterMs })} answered none of ${tries} connections from different ports within ${seconds(afterMs)}: the SYN or its answer is dropped on the way, or the host is down.${whereOf({ ...facts, afterMs })}${lastHopWords(facts.lastHop)}`,
    fix: (facts) =>
      `${openRule(facts)}${awsWords(facts)}\nThen look for the drop:\n$ traceroute -T -p ${facts.port} ${facts.address}`,
  }),
  refused: message<Refusal>({
    severity: 'fail',
    title: 'The connection is refused',
    example: { ...API, afterMs: 3, control: 'refused' },
    detail: (facts) =>
      `${nameOf(facts)} refused after ${facts.afterMs} ms. A packet came back, so the path is open, or a firewall rejects actively. ${evidence(facts)}`,
    fix: ({ component, address, port, control }) =>
      control === 'refused'
        ? `Start ${component} on ${address}, or correct its address; on that host: ss -ltn sport = :${port}`
        : `Look for a reject rule for ${port} on the firewalls towards ${address}; then see that ${component} listens: ss -ltn sport = :${port}`,
  }),
  sometimesRefused: message<Facts & { readonly tries: number }>({
    severity: 'fail',
    title: 'The connection is refused now and then',
    example: { ...API, afterMs: 3, tries: 2 },
    detail: ({ tries, ...facts }) =>
      `${nameOf(facts)} refused the first of ${tries} connections and accepted a later one: several servers, or several paths, stand behind the address, and one of them is out of order.`,
    fix: ({ address, port }) =>
      `Find the one that refuses: for i in $(seq 50); do nc -zw1 ${address} ${port} || echo refused; done; then look at the targets of the load balancer there.`,
  }),
  refusedOnPath: message<Refusal>({
    severity: 'warn',
    title: 'Refused, by the host or by a firewall',
    example: { ...API, component: 'Envoy', port: 15001, afterMs: 3, control: 'timeout' },
    detail: (facts) => `${nameOf(facts)} refused after ${facts.afterMs} ms. ${evidence(facts)}`,
    fix: ({ port, address }) =>
      `See whether a firewall towards ${address} rejects ${port}: compare with nc -zv ${address} ${port} from a host beside it.`,
  }),
  openPath: message<Refusal>({
    severity: 'note',
    title: 'The path is open; nothing listens yet',
    example: { ...API, component: 'Envoy', port: 15001, afterMs: 3, control: 'refused' },
    detail: (facts) => `${nameOf(facts)} refused after ${facts.afterMs} ms. ${evidence(facts)}`,
    fix: ({ note }) => `Nothing to mend for the join. ${note}`,
  }),
  reset: message<Facts>({
    severity: 'fail',
    title: 'The connection is reset',
    example: { ...API, afterMs: 12 },
    detail: (facts) =>
      `${nameOf(facts)} was reset ${facts.afterMs} ms after the first SYN: a device that inspects traffic often does that.`,
    fix: ({ address, port }) =>
      `Exempt ${address}:${port} from inspection on the firewall or proxy in between.`,
  }),
  slowSyn: message<Facts>({
    severity: 'note',
    title: 'The first SYN got no answer',
    example: { ...API, afterMs: 4 },
    detail: (facts) =>
      `${nameOf(facts)} answered a second connection, from another port, after ${facts.afterMs} ms. One SYN was lost, or one of several paths is bad.`,
    fix: ({ address, port }) =>
      `If it happens again, try many source ports: for i in $(seq 50); do nc -zw1 ${address} ${port} || echo lost; done`,
  }),
  netUnreachable: message<Facts>({
    severity: 'fail',
    title: 'No route to the network',
    example: { ...API, afterMs: 1 },
    detail: (facts) =>
      `${nameOf(facts)}: this host, or a router, has no route to it.${whereOf(facts)}`,
    fix: ({ address }) =>
      `Look where it should go: ip route get ${address}; add the route to the VPC there.`,
  }),
  hostUnreachable: message<Facts>({
    severity: 'fail',
    title: 'A router says that the host is unreachable',
    example: { ...API, afterMs: 3 },
    detail: (facts) =>
      `${nameOf(facts)}: an ICMP error came back after ${facts.afterMs} ms: no route there, or a filter that says "administratively prohibited". A program cannot tell the two apart.${whereOf(facts)}`,
    fix: ({ address, port }) =>
      `See the code of the ICMP error and its sender: tcpdump -ni any icmp and host ${address}, while running nc -zv ${address} ${port}; then mend that router's route or rule.`,
  }),
  hostAbsent: message<Facts>({
    severity: 'fail',
    title: 'The host is not on its network',
    example: { ...API, afterMs: 3060 },
    detail: (facts) =>
      `${nameOf(facts)}: reported unreachable after ${seconds(facts.afterMs)}, the time that the last router tries to find a host by ARP.`,
    fix: ({ address, component }) =>
      `See that ${component} still has ${address}: API ENIs change when the cluster is updated.`,
  }),
  prohibited: message<Facts>({
    severity: 'fail',
    title: 'This host forbids the connection itself',
    example: { ...API, afterMs: 0 },
    detail: (facts) =>
      `${nameOf(facts)}: the kernel of this host refused to send (EACCES or EPERM).`,
    fix: ({ address }) =>
      `Look for a prohibit route or an output rule: ip route get ${address}; nft list ruleset`,
  }),
  nameUnresolved: message<{
    readonly host: string;
    readonly component: string;
    readonly why: string;
  }>({
    severity: 'fail',
    title: 'The name has no address',
    example: { host: 'api.example.com', component: 'Kubernetes API', why: '10.80.0.53: NXDOMAIN' },
    detail: ({ host, component, why }) => `${host} (${component}) does not resolve here: ${why}.`,
    fix: ({ host }) =>
      `Mend the forwarding first (see dns-forwarding), or name its address: dig ${host}`,
  }),
  someAddressesFail: message<{
    readonly host: string;
    readonly broken: number;
    readonly of: number;
  }>({
    severity: 'note',
    title: 'Some addresses of the name work, some do not',
    example: { host: 'api.example.com', broken: 1, of: 2 },
    detail: ({ host, broken, of }) =>
      `${broken} of the ${of} addresses of ${host} fail: connections to the name will fail at random.`,
    fix: () => 'Open the path to each address; a rule for one address of the name is not enough.',
  }),
  unanswered: message<Facts>({
    severity: 'fail',
    title: 'No answer to a DNS query',
    example: RESOLVER,
    detail: (facts) => `${nameOf(facts)} answered no query within ${seconds(facts.afterMs)}.`,
    fix: (facts) =>
      `${openRule(facts)}\nThen try:\n$ dig @${facts.address} -p ${facts.port} . SOA +tries=1`,
  }),
  udpClosed: message<Facts>({
    severity: 'fail',
    title: 'The UDP port is closed',
    example: { ...RESOLVER, afterMs: 2 },
    detail: (facts) =>
      `${nameOf(facts)}: ICMP "port unreachable" came back after ${facts.afterMs} ms: the path is open and nothing listens, or a firewall rejects actively.`,
    fix: ({ component, address, port }) =>
      `Start ${component} on ${address}, or correct its address; on that host: ss -lun sport = :${port}`,
  }),
  openOrFiltered: message<Facts>({
    severity: 'inconclusive',
    title: 'UDP: open or filtered',
    example: { ...RESOLVER, component: 'Cilium VXLAN', port: 8472 },
    detail: (facts) =>
      `${nameOf(facts)} sent nothing back within ${seconds(facts.afterMs)}; that is what an open port does that has nothing to say, and what a firewall does.`,
    fix: ({ address, port }) =>
      `Watch on ${address} whether the datagram arrives: tcpdump -ni any udp port ${port}; a peer at the far side decides it.`,
  }),
});

function evidence({ control }: Refusal): string {
  switch (control) {
    case 'refused':
      return 'An unused port of the same address is refused too, which speaks for the host itself: the path is open and nothing listens there.';
    case 'timeout':
      return 'An unused port of the same address is silent, which speaks for a firewall that treats this port by a rule of its own.';
    case 'not-asked':
      return 'Nothing further was measured.';
    default:
      return `An unused port of the same address ended as "${control}", which decides neither way.`;
  }
}
