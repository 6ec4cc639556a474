import { defineMessages, message } from '#core/messages.ts';

/** A way, hop by hop, in words; and where it ends. */
export type Facts = {
  readonly address: string;
  readonly port: number;
  readonly hops: readonly string[];
  readonly lastHop: string | null;
  readonly lastTtl: number;
  /** Who refuses, or goes in circles. */
  readonly where: readonly string[];
  readonly reason: string;
  readonly tool: string;
  readonly method: 'udp' | 'tcp';
  readonly durationMs: number;
  /** How many flows were followed hop by hop; null where each probe is a flow of its own. */
  readonly followed: number | null;
};

/** Flows that stay without an answer, beside those that get one. */
export type FlowFacts = Facts & {
  readonly flows: number;
  readonly silentPorts: readonly number[];
  /** How often each of them was tried at least. */
  readonly tries: number;
  readonly alivePorts: readonly number[];
  /** Of the flows that arrive: probes, and answers to them. */
  readonly sent: number;
  readonly answered: number;
  /** Who was the last to answer a silent flow, and who answers the others next: `10.255.0.1 (hop 2)`. */
  readonly lastSeen: readonly string[];
  readonly others: readonly string[];
};

const EXAMPLE: Facts = {
  ...{ address: '10.20.1.10', port: 443, lastHop: '10.255.0.1', lastTtl: 2 },
  hops: ['1 10.80.1.1 (0.4 ms at most)', '2 10.255.0.1 (1.2 ms at most)', '3 silent'],
  ...{ where: [], reason: '', tool: 'traceroute', method: 'tcp', durationMs: 1040 },
  followed: 4,
};

const FLOWS: FlowFacts = {
  ...EXAMPLE,
  hops: ['1 10.80.1.1 (0.4 ms at most)', '2 10.255.0.1 (1.2 ms at most)', '3 10.20.1.10 (1.4 ms)'],
  ...{ flows: 4, silentPorts: [33_000, 37_622], tries: 5, alivePorts: [35_311, 39_933] },
  ...{ sent: 10, answered: 10, lastSeen: ['10.80.1.1 (hop 1)'], others: ['10.255.0.1 (hop 2)'] },
};

export const { say, vocabulary } = defineMessages('path-trace', {
  loop: message<Facts>({
    severity: 'warn',
    title: 'Packets go in circles',
    example: { ...EXAMPLE, where: ['10.255.0.1', '10.255.0.2'] },
    detail: (facts) =>
      `On the way to ${facts.address} the same routers answer again and again: ${facts.where.join(', ')}. ${wayOf(facts)}`,
    fix: ({ address }) =>
      `Two routers send it to each other. Compare on both what they do with ${address}: show ip route ${address}; a default route on one side and a summary on the other is the usual cause.`,
  }),
  refused: message<Facts>({
    severity: 'note',
    title: 'A router on the way refuses',
    example: { ...EXAMPLE, where: ['10.255.0.1'], reason: 'prohibited' },
    detail: (facts) =>
      `${facts.where.join(', ')} says ${facts.reason} for packets to ${facts.address}. ${wayOf(facts)}`,
    fix: ({ where, address }) =>
      `Look at the rules and routes of ${where.join(', ')} for ${address}. Firewall-ports tells whether the port is open all the same.`,
  }),
  silent: message<Facts>({
    severity: 'note',
    title: 'Beyond a hop nobody answers',
    example: EXAMPLE,
    detail: (facts) =>
      `${facts.lastHop === null ? 'Nobody answers at all' : `${facts.lastHop} is the last that answers, at ${facts.lastTtl} hops; from ${facts.lastTtl + 1} on nobody does`}, on the way to port ${facts.port} of ${facts.address}. ${wayOf(facts)}`,
    fix: ({ lastHop }) =>
      lastHop === null
        ? 'Where firewall-ports says that the port is filtered, look at this host’s own gateway and firewall first.'
        : `Where firewall-ports says that the port is filtered, look at ${lastHop} and at what comes behind it: that is where packets end. Where the port is open, routers there only keep silent.`,
  }),
  unclear: message<Facts>({
    severity: 'note',
    title: 'The way could not be traced to its end',
    example: { ...EXAMPLE, reason: 'out of hops' },
    detail: (facts) => `It ended so: ${facts.reason}. ${wayOf(facts)}`,
    fix: () => 'Nothing depends on it: whether a port is open, firewall-ports says.',
  }),
  several: message<Facts>({
    severity: 'note',
    title: 'Packets take several ways',
    example: { ...EXAMPLE, where: ['2: 10.255.0.1 or 10.255.1.1'] },
    detail: (facts) =>
      `At one distance several routers answer, at hop ${facts.where.join(', at hop ')}. ${wayOf(facts)}`,
    fix: () =>
      'Nothing is wrong with it (ECMP): a fault of one way shows on some connections and not on others.',
  }),
  branchDead: message<FlowFacts>({
    severity: 'warn',
    title: 'Connections of some source ports are lost',
    example: FLOWS,
    detail: (facts) =>
      `${silenceOf(facts)} That is more than chance. ${endsOf(facts)}${wayOf(facts)}`,
    fix: (facts) =>
      `It shows as loss that depends on ports: one of several parallel ways is broken and still in use. Look for a next hop, a tunnel of the VPN or a member of a bundle that is down${facts.lastSeen.length === 0 ? '' : `, behind ${facts.lastSeen.join(' or ')}`}. Where only ports above or below a bound are lost, look for an ACL that knows source ports. To see both again: ${againWith(facts)}`,
  }),
  flowsSilent: message<FlowFacts>({
    severity: 'note',
    title: 'Some flows got no answer',
    example: { ...FLOWS, flows: 3, silentPorts: [33_000], sent: 10, answered: 6 },
    detail: (facts) =>
      `${silenceOf(facts)} That may be chance: packets are lost on all ways. ${wayOf(facts)}`,
    fix: (facts) =>
      `Packet-loss tells how many are lost. Whether it is always the same ports, this tells: ${againWith(facts)}`,
  }),
  noProgram: message<Pick<Facts, 'address'>>({
    severity: 'note',
    title: 'There is nothing to trace with',
    example: EXAMPLE,
    detail: ({ address }) =>
      `Neither traceroute, mtr nor tracepath is installed: the way to ${address} is not known.`,
    fix: () => 'apt-get install traceroute, or dnf install traceroute',
  }),
});

function wayOf({ hops, tool, method, durationMs, followed }: Facts): string {
  const flows = followed === null ? ', each probe a flow of its own' : followedWords(followed);
  return `The way, by ${tool} over ${method.toUpperCase()} in ${(durationMs / 1000).toPrecision(2)} s${flows} (times are upper bounds, as routers answer last of all): ${hops.join('; ')}.`;
}

function followedWords(count: number): string {
  return count === 0 ? '' : `, with single flows followed: ${count}`;
}

function silenceOf(facts: FlowFacts): string {
  const { address, port, flows, silentPorts, tries, alivePorts, sent, answered } = facts;
  const others =
    alivePorts.length === 0
      ? 'other ports arrived before'
      : `the ${alivePorts.length} others got ${answered} to ${sent}`;
  return `${silentPorts.length} of ${flows} flows to port ${port} of ${address} (from source ports ${silentPorts.join(', ')}) got no answer, each in ${tries} tries or more; ${others}.`;
}

function endsOf({ lastSeen, others }: FlowFacts): string {
  if (lastSeen.length === 0) return '';
  const next = others.length === 0 ? '' : `, where ${others.join(' or ')} answers the others next`;
  return `Hop by hop, ${lastSeen.join(' or ')} is the last that answers them${next}. `;
}

function againWith({
  address,
  port,
  silentPorts: [silent],
  alivePorts: [alive],
}: FlowFacts): string {
  const other = alive === undefined ? '' : `, and with --sport=${alive} for one that arrives`;
  return `traceroute -n -T -p ${port} --sport=${silent ?? ''} ${address}${other}`;
}
