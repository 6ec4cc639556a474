import type { DnsOutcome } from '#core/io.ts';
import { message } from '#core/messages.ts';
import { inboundExample } from './messages-reach.ts';
import { describe, nameAtStart, openingRemedy, placeOf } from './phrases.ts';
import type { Resolver } from './target.ts';

/** What each way of asking for the big answer came to. */
type Big = {
  readonly resolver: Resolver;
  readonly name: string;
  readonly udp1232: DnsOutcome;
  readonly udp4096: DnsOutcome;
  readonly tcp: DnsOutcome;
};

const silence: DnsOutcome = { kind: 'silence', afterMs: 5000, sent: 3 };
const truncated: DnsOutcome = {
  kind: 'answer',
  afterMs: 2,
  answer: {
    rcode: 'NOERROR',
    truncated: true,
    authoritative: false,
    recursionAvailable: true,
    sizeBytes: 62,
    addresses: [],
    answerCount: 0,
    referral: false,
  },
};

const example: Big = {
  resolver: inboundExample,
  name: 'amazonaws.com',
  udp1232: truncated,
  udp4096: truncated,
  tcp: silence,
};

function everyWay({ resolver, name, udp1232, udp4096, tcp }: Big): string {
  return `${nameAtStart(resolver)} for ${name}: over UDP with EDNS 1232 ${describe(udp1232)}, with EDNS 4096 ${describe(udp4096)}, over TCP ${describe(tcp)}.`;
}

/** Words for answers that do not fit one packet. */
export const bigMessages = {
  fragmentsDropped: message<Big>({
    severity: 'fail',
    title: 'Big UDP answers vanish on the way',
    example: { ...example, udp4096: silence, tcp: truncated },
    detail: (data) => `${everyWay(data)} An answer beyond one packet travels in fragments.`,
    fix: ({ resolver }) =>
      `Let IP fragments from ${placeOf(resolver)} pass, or set the EDNS size of every resolver that asks it to 1232 (BIND: edns-udp-size 1232).`,
  }),
  truncatedUnrecoverable: message<Big>({
    severity: 'fail',
    title: 'Big answers do not arrive',
    example,
    detail: everyWay,
    fix: ({ resolver }) =>
      resolver.role === 'forwarder'
        ? `Allow TCP 53 from ${placeOf(resolver)} to ${resolver.upstreams.join(' and ') || 'the inbound endpoint'}, and IP fragments back: small answers pass without either.`
        : openingRemedy(resolver, 'TCP 53'),
  }),
  bigAnswerUnproven: message<Big>({
    severity: 'note',
    title: 'Big answers were not proven',
    example: { ...example, udp1232: silence, udp4096: silence, tcp: silence },
    detail: (data) => `${everyWay(data)} No answer beyond 1232 bytes was there to be seen.`,
    fix: ({ name }) =>
      `Set resolvers.bigAnswer to a name whose answer exceeds 1232 bytes; ${name} is none.`,
  }),
};
