import type { Endpoint } from '#core/endpoint.ts';
import type { Dns, DnsOutcome, DnsTransport } from '#core/io.ts';

/** DNS Flag Day 2020: an answer of this size fits one packet on every path. */
export const SAFE_PAYLOAD_BYTES = 1232;

export interface AddressQuestion {
  readonly server: Endpoint;
  readonly name: string;
  readonly timeoutMs: number;
}

/** Asks for the IPv4 addresses of a name over UDP, and again over TCP when the answer was cut. */
export async function askWhole(
  dns: Dns,
  { server, name, timeoutMs }: AddressQuestion,
  signal: AbortSignal,
): Promise<DnsOutcome> {
  const ask = (transport: DnsTransport): Promise<DnsOutcome> =>
    dns.ask(
      server,
      { name, type: 'A', transport, udpPayloadBytes: SAFE_PAYLOAD_BYTES },
      { timeoutMs },
      signal,
    );
  const first = await ask('udp');
  if (first.kind !== 'answer' || !first.answer.truncated) return first;
  const second = await ask('tcp');
  return { ...second, afterMs: first.afterMs + second.afterMs };
}
