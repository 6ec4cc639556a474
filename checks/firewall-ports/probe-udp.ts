import type { DnsOutcome, Io } from '#core/io.ts';
import type { PortTarget, UdpProbe } from './target.ts';

/** DNS Flag Day 2020: fits one packet on every path. */
const UDP_PAYLOAD_BYTES = 1232;

const EMPTY = new Uint8Array();

/** Tries one UDP port of one address. Only something that comes back proves that it is open. */
export async function probeUdp(
  { host, port, timeoutMs, asksDns }: PortTarget,
  { udp, dns }: Pick<Io, 'udp' | 'dns'>,
  signal: AbortSignal,
): Promise<UdpProbe> {
  const to = { address: host, port };
  if (!asksDns) {
    const { kind, afterMs } = await udp.exchange(to, EMPTY, { timeoutMs }, signal);
    return { protocol: 'udp', address: host, outcome: { kind, afterMs } };
  }
  // Every resolver has an answer for the root, if only REFUSED; any answer proves the port.
  const question = {
    name: '.',
    type: 'SOA',
    transport: 'udp',
    udpPayloadBytes: UDP_PAYLOAD_BYTES,
  } as const;
  const answered = await dns.ask(to, question, { timeoutMs }, signal);
  const outcome = { kind: UDP_KIND[answered.kind], afterMs: answered.afterMs };
  return { protocol: 'udp', address: host, outcome };
}

const UDP_KIND: Readonly<Record<DnsOutcome['kind'], UdpProbe['outcome']['kind']>> = {
  answer: 'answer',
  malformed: 'answer',
  refused: 'port-unreachable',
  reset: 'port-unreachable',
  unreachable: 'host-unreachable',
  silence: 'silence',
};
