import type { Io } from '#core/io.ts';
import { type LinkWorld, measureLink } from '#lib/link/measure-link.ts';
import { latencyVerdict } from '#lib/link/verdicts.ts';
import { createHistogram } from '#lib/statistics/histogram.ts';
import type { HandshakeTarget, LatencyMeasurement, LatencyTarget } from './target.ts';

type World = LinkWorld & Pick<Io, 'tcp' | 'clock'>;

export async function measure(
  target: LatencyTarget,
  io: World,
  signal: AbortSignal,
): Promise<LatencyMeasurement> {
  if (target.kind === 'handshakes') return measureHandshakes(target, io, signal);
  return { kind: 'stream', outcome: await measureLink(target.link, io, signal) };
}

/** A service must not take it for a flood. */
const PAUSE_MS = 5;
const TIMEOUT_MS = 3000;

/** Connects one time after the other until the verdict is clear. A handshake takes one round trip. */
async function measureHandshakes(
  { address, port, latencyMs, confidence, most }: HandshakeTarget,
  { tcp, clock }: Pick<World, 'tcp' | 'clock'>,
  signal: AbortSignal,
): Promise<LatencyMeasurement> {
  const startedMs = clock.nowMs();
  const times = createHistogram();
  const limits = { alpha: 1 - confidence, ...HANDSHAKES };
  let tried = 0;
  let isDecided = false;
  while (tried < most && !isDecided) {
    const { kind, afterMs } = await tcp.connect(
      { address, port },
      { timeoutMs: TIMEOUT_MS },
      signal,
    );
    tried += 1;
    if (kind === 'connected') times.add(afterMs);
    isDecided = latencyVerdict(times.histogram(), latencyMs, limits) !== 'undecided';
    if (!isDecided) await clock.sleep(PAUSE_MS, signal);
  }
  const durationMs = clock.nowMs() - startedMs;
  return { kind: 'handshakes', rttMs: times.histogram(), tried, durationMs };
}

/**
 * This process, which has more to do, notices a handshake when it gets to it: only every second one has to be short, and
 * what it adds stays in.
 */
export const HANDSHAKES = { calibration: { medianMs: 0, errorMs: 0 }, share: 0.5 } as const;
