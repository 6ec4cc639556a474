import type { Io } from '#core/io.ts';
import { type LinkWorld, measureLink } from '#lib/link/measure-link.ts';
import { latencyVerdict } from '#lib/link/verdicts.ts';
import { createHistogram } from '#lib/statistics/histogram.ts';
import type { HandshakeTarget, Handshakes, LatencyMeasurement, LatencyTarget } from './target.ts';

export async function measure(
  target: LatencyTarget,
  io: LinkWorld,
  signal: AbortSignal,
): Promise<LatencyMeasurement> {
  if (target.kind === 'handshakes') return measureHandshakes(target, io, signal);
  if (target.kind === 'stream') {
    return { kind: 'stream', ...(await measureLink(target.link, io, signal)) };
  }
  // After the stream, not beside it: each would delay the other.
  const peer = await measureLink(target.peer, io, signal);
  const echo = await measureLink(target.echo, io, signal);
  return { kind: 'peer-echo', echo, peer };
}

/** A service must not take it for a flood. */
const PAUSE_MS = 5;
const TIMEOUT_MS = 3000;

/** Enough for a clear verdict on the median at 99 %. */
const SIDE_BY_SIDE = 12;

type World = Pick<Io, 'tcp' | 'clock'>;

/** Connects until the verdict is clear: once side by side as the kernel times it, then one after the other by this clock. */
async function measureHandshakes(
  target: HandshakeTarget,
  io: World,
  signal: AbortSignal,
): Promise<Handshakes> {
  const { address, port } = target;
  const startedMs = io.clock.nowMs();
  const options = { count: SIDE_BY_SIDE, timeoutMs: TIMEOUT_MS };
  const rttsMs = await io.tcp.kernelRttsMs({ address, port }, options, signal);
  const times = createHistogram();
  for (const rttMs of rttsMs ?? []) times.add(rttMs);
  const rttMs = times.histogram();
  const durationMs = io.clock.nowMs() - startedMs;
  if (isClear(rttMs, target)) {
    return { kind: 'handshakes', timedBy: 'kernel', rttMs, tried: SIDE_BY_SIDE, durationMs };
  }
  return oneByOne(target, io, signal);
}

async function oneByOne(
  target: HandshakeTarget,
  { tcp, clock }: World,
  signal: AbortSignal,
): Promise<Handshakes> {
  const { address, port, most } = target;
  const startedMs = clock.nowMs();
  const times = createHistogram();
  let tried = 0;
  while (tried < most && !isClear(times.histogram(), target)) {
    const { kind, afterMs } = await tcp.connect(
      { address, port },
      { timeoutMs: TIMEOUT_MS },
      signal,
    );
    tried += 1;
    if (kind === 'connected') times.add(afterMs);
    await clock.sleep(PAUSE_MS, signal);
  }
  const durationMs = clock.nowMs() - startedMs;
  return { kind: 'handshakes', timedBy: 'process', rttMs: times.histogram(), tried, durationMs };
}

function isClear(rttMs: Handshakes['rttMs'], { latencyMs, confidence }: HandshakeTarget): boolean {
  const limits = { alpha: 1 - confidence, ...HANDSHAKES };
  return latencyVerdict(rttMs, latencyMs, limits) !== 'undecided';
}

/**
 * This process, which has more to do, notices a handshake when it gets to it: only every second one has to be short, and
 * what it adds stays in.
 */
export const HANDSHAKES = { calibration: { medianMs: 0, errorMs: 0 }, share: 0.5 } as const;
