import type { Io } from '#core/io.ts';
import { SAFE_PAYLOAD_BYTES } from '#lib/dns/ask-whole.ts';
import { isProper, medianMsOf } from './speed.ts';
import type { Asked, ClusterDnsMeasurement, ClusterDnsTarget } from './target.ts';

const TRANSPORTS = ['udp', 'tcp'] as const;

/** Asks for each name over UDP and over TCP, all side by side; where that is slow, once more, one at a time. */
export async function measure(
  { server, names, timeoutMs, answerMs }: ClusterDnsTarget,
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
  const asked = await Promise.all(questions.map(ask));
  const medianMs = medianMsOf(asked);
  const isSlow = medianMs !== null && medianMs > answerMs.pass;
  return { asked, again: isSlow ? await askAgain(asked.filter(isProper), ask) : [] };
}

/** Enough for a median. */
const AGAIN = 3;

/** Questions side by side, while other checks begin, may be slow because this host is busy with them. */
async function askAgain(
  answered: readonly Asked[],
  ask: (question: Omit<Asked, 'outcome'>) => Promise<Asked>,
): Promise<readonly Asked[]> {
  const again: Asked[] = [];
  for (let index = 0; index < AGAIN; index += 1) {
    const question = answered[index % answered.length];
    if (question !== undefined) again.push(await ask(question));
  }
  return again;
}
