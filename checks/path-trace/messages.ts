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
};

const EXAMPLE: Facts = {
  ...{ address: '10.20.1.10', port: 443, lastHop: '10.255.0.1', lastTtl: 2 },
  hops: ['1 10.80.1.1 (0.4 ms at most)', '2 10.255.0.1 (1.2 ms at most)', '3 silent'],
  ...{ where: [], reason: '', tool: 'traceroute', method: 'tcp', durationMs: 1040 },
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
    example: { ...EXAMPLE, where: ['10.255.0.1', '10.255.1.1'] },
    detail: (facts) =>
      `At one distance several routers answer: ${facts.where.join(', ')}. ${wayOf(facts)}`,
    fix: () =>
      'Nothing is wrong with it (ECMP): a fault of one way shows on some connections and not on others.',
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

function wayOf({ hops, tool, method, durationMs }: Facts): string {
  return `The way, by ${tool} over ${method.toUpperCase()} in ${(durationMs / 1000).toPrecision(2)} s (times are upper bounds, as routers answer last of all): ${hops.join('; ')}.`;
}
