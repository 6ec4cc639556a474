import type { DnsOutcome } from '#core/io.ts';
import { message } from '#core/messages.ts';
import { describe, list, nameAtStart, nameOf, openingRemedy, placeOf } from './phrases.ts';
import type { Resolver } from './target.ts';

type Reach = {
  readonly resolver: Resolver;
  readonly udp: DnsOutcome;
  readonly tcp: DnsOutcome;
};

export const inboundExample: Resolver = {
  address: '10.20.1.53',
  port: 53,
  role: 'inbound',
  domains: ['amazonaws.com', 'api.aws'],
  upstreams: [],
};

const silence: DnsOutcome = { kind: 'silence', afterMs: 5000, sent: 3 };
const refused: DnsOutcome = { kind: 'refused', afterMs: 1 };
const answered: DnsOutcome = {
  kind: 'answer',
  afterMs: 2,
  answer: {
    rcode: 'NOERROR',
    truncated: false,
    authoritative: false,
    recursionAvailable: true,
    sizeBytes: 94,
    addresses: ['10.20.1.10'],
    answerCount: 1,
    referral: false,
  },
};

function bothWays({ resolver, udp, tcp }: Reach): string {
  return `${nameAtStart(resolver)}: over UDP ${describe(udp)}, over TCP ${describe(tcp)}.`;
}

/** Words for what happens before an answer arrives. */
export const reachMessages = {
  timeout: message<Reach>({
    severity: 'fail',
    title: 'Resolver does not answer',
    example: { resolver: inboundExample, udp: silence, tcp: silence },
    detail: bothWays,
    fix: ({ resolver }) => openingRemedy(resolver, 'UDP and TCP 53'),
  }),
  unreachable: message<Reach>({
    severity: 'fail',
    title: 'Resolver is unreachable',
    example: {
      resolver: inboundExample,
      udp: { kind: 'unreachable', afterMs: 3 },
      tcp: { kind: 'unreachable', afterMs: 3 },
    },
    detail: bothWays,
    fix: ({ resolver }) =>
      `Add a route to ${placeOf(resolver)} on this host and on the routers behind it; if there is one, look for a firewall, here or on the way, that prohibits it.`,
  }),
  portRefused: message<Reach>({
    severity: 'fail',
    title: 'Nothing answers on port 53 of the resolver address',
    example: { resolver: inboundExample, udp: refused, tcp: refused },
    detail: bothWays,
    fix: ({ resolver }) =>
      resolver.role === 'inbound'
        ? `Compare ${placeOf(resolver)} with the addresses of the inbound endpoint: aws route53resolver list-resolver-endpoint-ip-addresses. If it is one, a firewall on the way rejects port 53.`
        : `Start the DNS service on ${placeOf(resolver)}, or remove the firewall rule that rejects port 53.`,
  }),
  malformed: message<Reach>({
    severity: 'fail',
    title: 'What answers does not speak proper DNS',
    example: {
      resolver: inboundExample,
      udp: { kind: 'malformed', afterMs: 3, why: 'a record that ends beyond the message' },
      tcp: answered,
    },
    detail: bothWays,
    fix: ({ resolver }) =>
      `Look for a firewall with DNS inspection between this host and ${placeOf(resolver)}, and exempt the resolver from it.`,
  }),
  udpBlocked: message<Reach>({
    severity: 'fail',
    title: 'Resolver answers over TCP only',
    example: { resolver: inboundExample, udp: silence, tcp: answered },
    detail: bothWays,
    fix: ({ resolver }) => openingRemedy(resolver, 'UDP 53'),
  }),
  tcpBlocked: message<Reach>({
    severity: 'fail',
    title: 'Resolver answers over UDP only',
    example: { resolver: inboundExample, udp: answered, tcp: silence },
    detail: (data) => `${bothWays(data)} An answer that is truncated over UDP is lost.`,
    fix: ({ resolver }) => openingRemedy(resolver, 'TCP 53'),
  }),
  nameTimeout: message<{ readonly resolver: Resolver; readonly names: readonly string[] }>({
    severity: 'fail',
    title: 'Some names get no answer',
    example: {
      resolver: { ...inboundExample, address: '10.80.0.53', role: 'forwarder' },
      names: ['ssm.eu-west-1.amazonaws.com'],
    },
    detail: ({ resolver, names }) =>
      `${nameAtStart(resolver)} answers, but was silent over UDP and TCP for ${list(names)}.`,
    fix: ({ resolver, names }) =>
      `Look in the log of ${nameOf(resolver)} for what it does with ${names[0] ?? ''}: a rule may drop it, or its next server is silent.`,
  }),
};
