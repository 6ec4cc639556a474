import type { Dns, DnsAnswer, DnsOutcome, DnsQuestion } from '#core/io.ts';

/** How one imaginary resolver takes a question. */
export type Resolver = (question: DnsQuestion) => DnsOutcome;

/** Imaginary resolvers by address; there is no route to any other. */
export function fakeDns(resolvers: Readonly<Record<string, Resolver>>): Dns {
  return {
    ask: ({ address }, question) =>
      Promise.resolve(resolvers[address]?.(question) ?? { kind: 'unreachable', afterMs: 1 }),
  };
}

type FakeRecords = { readonly addresses?: readonly string[]; readonly sizeBytes?: number };

/** Knows these names, nothing else, and cuts what does not fit the question's datagram. */
export function knowing(zone: Readonly<Record<string, FakeRecords>>, afterMs = 2): Resolver {
  return ({ name, transport, udpPayloadBytes }) => {
    const records = zone[name];
    if (records === undefined) return rcode('NXDOMAIN', afterMs);
    const { addresses = [], sizeBytes = 60 + 16 * addresses.length } = records;
    if (transport === 'udp' && sizeBytes > udpPayloadBytes) return answer({ truncated: true });
    const answerCount = addresses.length > 0 || records.sizeBytes !== undefined ? 1 : 0;
    return answer({ addresses, sizeBytes, answerCount }, afterMs);
  };
}

export function answer(parts: Partial<DnsAnswer>, afterMs = 2): DnsOutcome {
  return {
    kind: 'answer',
    afterMs,
    answer: {
      rcode: 'NOERROR',
      truncated: false,
      authoritative: false,
      recursionAvailable: true,
      sizeBytes: 60,
      addresses: [],
      answerCount: 0,
      referral: false,
      ...parts,
    },
  };
}

export function rcode(code: string, afterMs = 2): DnsOutcome {
  return answer({ rcode: code }, afterMs);
}

export const SILENCE: DnsOutcome = { kind: 'silence', afterMs: 5000, sent: 3 };

export const silent: Resolver = () => SILENCE;

export function always(outcome: DnsOutcome): Resolver {
  return () => outcome;
}

/** Answers over one transport as `resolver` does; the other one comes to `instead`. */
export function only(
  transport: DnsQuestion['transport'],
  resolver: Resolver,
  instead: DnsOutcome,
): Resolver {
  return (question) => (question.transport === transport ? resolver(question) : instead);
}

/** Cuts UDP answers at this size, as `max-udp-size` does. */
export function cutting(resolver: Resolver, mostBytes: number): Resolver {
  return (question) =>
    resolver({ ...question, udpPayloadBytes: Math.min(question.udpPayloadBytes, mostBytes) });
}

/** UDP answers beyond one packet leave in fragments, and those are dropped. */
export function withoutFragments(resolver: Resolver): Resolver {
  return (question) => {
    const outcome = resolver(question);
    const isFragmented = outcome.kind === 'answer' && outcome.answer.sizeBytes > 1472;
    return question.transport === 'udp' && isFragmented ? SILENCE : outcome;
  };
}

/**
 * Forwards as BIND does: it asks with EDNS 1232, repeats over TCP what was cut, takes the next server
 * when one is dead or unwilling, and says SERVFAIL in the end, whatever the reason was.
 */
export function forwardingTo(...upstreams: readonly Resolver[]): Resolver {
  return (question) => {
    for (const upstream of upstreams) {
      const got = askUpstream(upstream, question);
      if (got.kind !== 'answer' || ['REFUSED', 'SERVFAIL'].includes(got.answer.rcode)) continue;
      const { sizeBytes } = got.answer;
      const isCut = question.transport === 'udp' && sizeBytes > question.udpPayloadBytes;
      return isCut ? answer({ truncated: true }) : got;
    }
    return rcode('SERVFAIL', 10_000);
  };
}

function askUpstream(upstream: Resolver, question: DnsQuestion): DnsOutcome {
  const first = upstream({ ...question, transport: 'udp', udpPayloadBytes: 1232 });
  if (first.kind !== 'answer' || !first.answer.truncated) return first;
  return upstream({ ...question, transport: 'tcp' });
}
