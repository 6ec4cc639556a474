import { defineMessages, message } from '#core/messages.ts';
import { lastHopWords } from '#lib/trace/last-hop.ts';
import { EXAMPLE, type Facts } from './facts.ts';
import type { Way } from './target.ts';
import { letErrorsThrough, numbersOf, tcpWords, valuesToSet } from './words.ts';

/** IPv4 and TCP without options, which is how an MSS is counted (RFC 6691). */
const MSS_HEADERS_BYTES = 40;

/** One node: its interface, and the smaller of the two directions; null where that is not known. */
export type NodeMtu = {
  readonly host: string;
  readonly interfaceMtuBytes: number;
  readonly pathMtuBytes: number | null;
};

function nodeWords({ host, interfaceMtuBytes, pathMtuBytes }: NodeMtu): string {
  return `${host}: interface ${interfaceMtuBytes}, path ${pathMtuBytes ?? 'not known'}`;
}

type Clamp = {
  readonly way: Way;
  /** What TCP sends, and what the receiver has asked for; both as packets. */
  readonly packetBytes: number;
  readonly askedBytes: number;
  readonly mtuBytes: number | null;
};

export const { say, vocabulary } = defineMessages('path-mtu', {
  blackHole: message<Facts>({
    severity: 'fail',
    title: 'Large packets vanish without a word',
    example: EXAMPLE,
    detail: (facts) =>
      `${numbersOf(facts)} Whoever sends more waits for ever: connections open, small requests work, and the first large answer never comes.${tcpWords(facts)}${lastHopWords(facts.lastHop, 'Of packets one byte larger')}`,
    fix: (facts) =>
      `${letErrorsThrough(facts)}\nUntil then, send nothing larger:\n${valuesToSet(facts)}`,
  }),
  silentAbove: message<Facts>({
    severity: 'note',
    title: 'What is larger than asked for vanishes without a word',
    example: { ...EXAMPLE, mtuBytes: 9000, interfaceMtuBytes: 9001, limits: [] },
    detail: (facts) =>
      `${numbersOf(facts)} TCP keeps to the smaller interface of both ends; other protocols of the larger one may not.`,
    fix: letErrorsThrough,
  }),
  belowRequired: message<Facts>({
    severity: 'fail',
    title: 'The path carries smaller packets than it should',
    example: { ...EXAMPLE, how: 'a router said so' },
    detail: (facts) => `${numbersOf(facts)} ${facts.requiredBytes} are asked for.`,
    fix: (facts) =>
      `Raise the MTU of every link on the way to ${facts.requiredBytes} (a private virtual interface of Direct Connect carries 9001 where jumbo frames are switched on), or keep to what it carries and choose a baseline that fits:\n${valuesToSet(facts)}`,
  }),
  limitOfAttachment: message<Facts>({
    severity: 'warn',
    title: 'The attachment carries no larger packets',
    example: {
      ...EXAMPLE,
      ...{ mtuBytes: 8500, attachment: 'transit-gateway', limits: ['transit gateway'] },
    },
    detail: (facts) =>
      `${numbersOf(facts)} ${facts.requiredBytes} are asked for, but ${facts.attachment} carries no more.`,
    fix: (facts) => `Keep to it, and choose a baseline that fits:\n${valuesToSet(facts)}`,
  }),
  interfaceTooSmall: message<Facts>({
    severity: 'warn',
    title: 'The interface of this host is smaller than what is asked for',
    example: { ...EXAMPLE, mtuBytes: 1500, interfaceMtuBytes: 1500, limits: [] },
    detail: (facts) =>
      `The interface sends ${facts.interfaceMtuBytes} bytes at most, and all of them arrive; ${facts.requiredBytes} are asked for. What the path carries beyond that was not seen.`,
    fix: ({ requiredBytes }) =>
      `Raise it where the switch allows it, and run again:\n$ ip link set dev DEVICE mtu ${requiredBytes}`,
  }),
  icmpLies: message<Facts>({
    severity: 'warn',
    title: 'A router tells a size that is not so',
    example: EXAMPLE,
    detail: (facts) =>
      `${numbersOf(facts)} An ICMP error on the way said otherwise: senders that believe it send too much, or needlessly little.`,
    fix: () => 'Find who sends it:\n$ tcpdump -nvi any "icmp[0] == 3 and icmp[1] == 4"',
  }),
  learnedEarlier: message<Facts>({
    severity: 'note',
    title: 'The kernel keeps to a path MTU that it learned earlier',
    example: { ...EXAMPLE, mtuBytes: 1500, atMostBytes: 9000 },
    detail: (facts) =>
      `It sends nothing above ${facts.mtuBytes ?? '?'} bytes there, as a router said so in the last ten minutes; the path may carry up to ${facts.atMostBytes} by now.`,
    fix: () => 'Run again in ten minutes, or let it forget at once:\n$ ip route flush cache',
  }),
  fragmentsDropped: message<Facts>({
    severity: 'warn',
    title: 'Packets in pieces do not arrive',
    example: {
      ...{ ...EXAMPLE, mtuBytes: 9000, limits: [], how: 'a packet of the whole size arrived' },
      fragments: { sizeBytes: 17_100, sent: 5, arrived: 0 },
    },
    detail: ({ fragments, way, to }) =>
      `${way === 'to-aws' ? 'Towards AWS' : 'Towards on premises'} none of ${fragments?.sent ?? 0} datagrams of ${fragments?.sizeBytes ?? 0} bytes, which are sent in pieces, reached ${to}, while whole packets do: a firewall on the way drops fragments. Large DNS answers over UDP, IKE with certificates and tunnels of others stay out.`,
    fix: () =>
      'Let IP fragments through, or have the firewall join them before it looks. On a Linux firewall, find the rule:\n$ nft list ruleset | grep -n frag-off',
  }),
  clamped: message<Clamp>({
    severity: 'note',
    title: 'TCP is held to smaller segments on the way',
    example: { way: 'to-aws', packetBytes: 1438, askedBytes: 9000, mtuBytes: 1438 },
    detail: ({ way, packetBytes, askedBytes, mtuBytes }) =>
      `${way === 'to-aws' ? 'Towards AWS' : 'Towards on premises'} the other side takes segments of packets up to ${askedBytes} bytes, and TCP sends ${packetBytes}: a router clamps the MSS of its connections.${
        mtuBytes === null
          ? ''
          : packetBytes <= mtuBytes
            ? ' That fits what the path carries: TCP gets through; UDP and other tunnels have no such help.'
            : ` The path carries ${mtuBytes} bytes: large segments are lost all the same.`
      }`,
    fix: ({ packetBytes, mtuBytes }) =>
      mtuBytes === null || packetBytes <= mtuBytes
        ? 'Nothing for TCP. Set the MTU of the CNI to what path-mtu has found, for all else.'
        : `Clamp to the path: tcp option maxseg size set ${mtuBytes - MSS_HEADERS_BYTES}`,
  }),
  asymmetric: message<{ readonly toAwsBytes: number; readonly toOnPremBytes: number }>({
    severity: 'note',
    title: 'The two directions carry different sizes',
    example: { toAwsBytes: 9000, toOnPremBytes: 8500 },
    detail: ({ toAwsBytes, toOnPremBytes }) =>
      `${toAwsBytes} bytes reach AWS, and ${toOnPremBytes} come back: packets take different ways, or one end of a link is set otherwise than the other.`,
    fix: () => 'Compare the MTUs of both ends of each link, and the routes of both directions.',
  }),
  nodesDiffer: message<{ readonly nodes: readonly NodeMtu[]; readonly smallest: NodeMtu }>({
    severity: 'warn',
    title: 'Nodes differ in what they can send',
    example: {
      nodes: [
        { host: 'gpu-1', interfaceMtuBytes: 9000, pathMtuBytes: 9000 },
        { host: 'gpu-2', interfaceMtuBytes: 1500, pathMtuBytes: 1500 },
      ],
      smallest: { host: 'gpu-2', interfaceMtuBytes: 1500, pathMtuBytes: 1500 },
    },
    detail: ({ nodes }) =>
      `${nodes.map(nodeWords).join('; ')}. A network plugin takes its MTU from the node that it runs on: a pod of one node then sends packets that do not fit the interface, or the way, of another.`,
    fix: ({ smallest }) =>
      `Make them alike, or give the network plugin one MTU that fits all: what path-mtu says for ${smallest.host}, on every node.`,
  }),
  undecided: message<Facts>({
    severity: 'inconclusive',
    title: 'The path MTU could not be found',
    example: {
      ...EXAMPLE,
      ...{ mtuBytes: null, atLeastBytes: 1400, atMostBytes: 8999, limits: [] },
      why: 'too many probes are lost to tell a limit from bad luck',
    },
    detail: ({ why, atLeastBytes, atMostBytes, probes, rounds, to }) =>
      `It lies from ${atLeastBytes ?? 0} to ${atMostBytes} bytes towards ${to}, after ${probes} probes in ${rounds} rounds: ${why}.`,
    fix: ({ atLeastBytes }) =>
      atLeastBytes === null
        ? 'Let the probes through first: UDP 7443 between host and peer, both ways (see hybrid-preflight rules).'
        : 'Mend the loss that packet-loss shows, or look for several paths (ECMP) of different MTU, and run again.',
  }),
});
