import type { DnsOutcome, Io, UdpOutcome } from '#core/io.ts';
import type { Question, Seen } from './seen.ts';
import type { PortTarget, UdpProbe } from './target.ts';

/** DNS Flag Day 2020: fits one packet on every path. */
const UDP_PAYLOAD_BYTES = 1232;

/** A datagram may be lost, and nobody sends it again: so many are enough to call it silence. */
const TRIES = 3;

const EMPTY = new Uint8Array();

interface Probing {
  readonly target: PortTarget;
  readonly question: Question | undefined;
}

/** Tries one UDP port of one address. Only something that comes back proves that it is open. */
export async function probeUdp(
  { target, question }: Probing,
  { udp, dns }: Pick<Io, 'udp' | 'dns'>,
  signal: AbortSignal,
): Promise<Seen> {
  const { host: address, port, timeoutMs, asksDns } = target;
  const to = { address, port };
  if (question !== undefined) {
    const outcome = await askAgain(
      () => udp.exchange(to, question.bytes, { timeoutMs: timeoutMs / TRIES }, signal),
      TRIES,
    );
    if (outcome.kind === 'answer') return { ...seenAt(address, outcome), answer: outcome.bytes };
    const afterMs = outcome.kind === 'silence' ? timeoutMs : outcome.afterMs;
    return { ...seenAt(address, { kind: outcome.kind, afterMs }), answer: EMPTY };
  }
  if (!asksDns) {
    const outcome = await udp.exchange(to, EMPTY, { timeoutMs }, signal);
    return { ...seenAt(address, outcome), answer: EMPTY };
  }
  // Every resolver has an answer for the root, if only REFUSED; any answer proves the port.
  const root = {
    name: '.',
    type: 'SOA',
    transport: 'udp',
    udpPayloadBytes: UDP_PAYLOAD_BYTES,
  } as const;
  const answered = await dns.ask(to, root, { timeoutMs }, signal);
  const kind = UDP_KIND[answered.kind];
  return { ...seenAt(address, { kind, afterMs: answered.afterMs }), answer: EMPTY };
}

async function askAgain(ask: () => Promise<UdpOutcome>, tries: number): Promise<UdpOutcome> {
  const outcome = await ask();
  return outcome.kind === 'silence' && tries > 1 ? askAgain(ask, tries - 1) : outcome;
}

function seenAt(address: string, { kind, afterMs }: UdpProbe['outcome']) {
  return { protocol: 'udp', address, outcome: { kind, afterMs } } as const;
}

const UDP_KIND: Readonly<Record<DnsOutcome['kind'], UdpProbe['outcome']['kind']>> = {
  answer: 'answer',
  malformed: 'answer',
  refused: 'port-unreachable',
  reset: 'port-unreachable',
  unreachable: 'host-unreachable',
  silence: 'silence',
};
