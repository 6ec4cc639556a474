import type { Io } from '#core/io.ts';
import type { Histogram } from '#core/stream.ts';
import { createHistogram } from '#lib/statistics/histogram.ts';
import type { LinkEnd } from './target.ts';

/** What TCP handshakes with the same address came to. */
export type Testimony = {
  readonly port: number;
  readonly rttMs: Histogram;
  readonly tried: number;
  readonly lost: number;
};

const CONNECTIONS = 16;
const ROUNDS = 4;
/** Shorter than the second after which a kernel sends a lost SYN again (RFC 6298 §2). */
const TIMEOUT_MS = 900;

type Echo = LinkEnd & { readonly kind: 'echo' };

/** Asks beside echo requests, which many a host and router answers last of all. */
export async function askWitness(
  { address, witnessPort: port }: Echo,
  { tcp }: Pick<Io, 'tcp'>,
  signal: AbortSignal,
): Promise<Testimony | null> {
  if (port === null) return null;
  const times = createHistogram();
  const options = { count: CONNECTIONS, timeoutMs: TIMEOUT_MS };
  for (let round = 0; round < ROUNDS; round += 1) {
    const rttsMs = await tcp.kernelRttsMs({ address, port }, options, signal);
    if (rttsMs === undefined) return null;
    for (const rttMs of rttsMs) times.add(rttMs);
  }
  const rttMs = times.histogram();
  const tried = CONNECTIONS * ROUNDS;
  return { port, rttMs, tried, lost: tried - rttMs.count };
}
