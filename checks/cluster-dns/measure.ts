import type { Io } from '#core/io.ts';
import { SAFE_PAYLOAD_BYTES } from '#lib/dns/ask-whole.ts';
import type { Asked, ClusterDnsMeasurement, ClusterDnsTarget } from './target.ts';

const TRANSPORTS = ['udp', 'tcp'] as const;

/** Asks for each name over UDP and over TCP, all side by side. */
export async function measure(
  { server, names, timeoutMs }: ClusterDnsTarget,
  { dns }: Pick<Io, 'dns'>,
  signal: AbortSignal,
): Promise<ClusterDnsMeasurement> {
  const questions = names.flatMap(({ name }) =>
    TRANSPORTS.map((transport) => ({ name, transport })),
  );
  const ask = async ({ name, transport }: Omit<Asked, 'outcome'>): Promise<Asked> => {
    const question = { name, type: 'A', transport, udpPayloadBytes: SAFE_PAYLOAD_BYTES } as const;
    return { name, transport, outcome: await dns.ask(server, question, { timeoutMs }, signal) };
  };
  return { asked: await Promise.all(questions.map(ask)) };
}
