import type { Io } from '#core/io.ts';
import type { Histogram } from '#core/stream.ts';

type World = Pick<Io, 'far' | 'stamp'>;

/** Often enough for a median and its tail, and nothing beside a test of bandwidth. */
const RATE_PPS = 100;
const LONGEST_MS = 150_000;
const T_MAX_MS = 1000;

export interface Load {
  /** Ends the watch, and returns the round trips; null where there was nobody to reflect. */
  readonly end: () => Promise<Histogram | null>;
}

/** Sends test packets to the peer while the link is full: what its queues add is what users feel (RFC 6349 §4.2). */
export async function watchLoad({ far, stamp }: World, signal: AbortSignal): Promise<Load> {
  const { address, ownAddress: from } = far;
  if (address === undefined || from === undefined) return { end: () => Promise.resolve(null) };
  const reflecting = await far.reflect({ address, caller: from }, signal);
  if (reflecting.kind !== 'reflecting') return { end: () => Promise.resolve(null) };
  const { port, key, ssid, counts, release } = reflecting;
  let isOver = false;
  const pacing = { topRatePps: RATE_PPS, mostPackets: RATE_PPS * (LONGEST_MS / 1000) };
  const streaming = stamp
    .stream(
      { ...{ from, address, port, key, ssid, ...pacing }, mostMs: LONGEST_MS, tMaxMs: T_MAX_MS },
      { isEnough: () => isOver, counts },
      signal,
    )
    .then(({ sample }) => (sample.rttMs.count === 0 ? null : sample.rttMs))
    .catch(() => null);
  const ended = streaming.finally(release);
  return {
    end: () => {
      isOver = true;
      return ended;
    },
  };
}
