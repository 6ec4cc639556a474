import { CannotMeasure } from '#core/check.ts';
import type { Io } from '#core/io.ts';
import type { StreamOutcome } from '#core/stream.ts';
import type { LinkTarget } from './target.ts';
import { isDecided } from './verdicts.ts';

export type LinkWorld = Pick<Io, 'far' | 'stamp' | 'share' | 'progress'>;

/** Sends one stream to the peer for all the cases of latency, jitter and loss that ask for it, until all is decided. */
export function measureLink(
  target: LinkTarget,
  io: LinkWorld,
  signal: AbortSignal,
): Promise<StreamOutcome> {
  const key = `link ${JSON.stringify(target)}`;
  return io.share.once(key, (own) => streamOnce(target, io, own), signal);
}

async function streamOnce(
  target: LinkTarget,
  { far, stamp, progress }: LinkWorld,
  signal: AbortSignal,
): Promise<StreamOutcome> {
  const { address = '', ownAddress: from = '' } = far;
  const reflecting = await far.reflect({ address, caller: from }, signal);
  if (reflecting.kind !== 'reflecting') {
    const why = reflecting.kind === 'unwilling' ? reflecting.why : 'there is none';
    throw new CannotMeasure(
      `The peer reflects no test packets: ${why}.`,
      'Start one: hybrid-preflight peer; then name it under "peer" in the config.',
    );
  }
  const { port, key, ssid, counts, release } = reflecting;
  const { topRatePps, mostPackets, mostMs, tMaxMs } = target;
  try {
    const plan = { from, address, port, key, ssid, topRatePps, mostPackets, mostMs, tMaxMs };
    const isEnough: Parameters<typeof stamp.stream>[1]['isEnough'] = (sample) => {
      progress(Math.min(1, sample.sent / mostPackets), `${sample.sent} packets`);
      return isDecided(sample, target);
    };
    return await stamp.stream(plan, { isEnough, counts }, signal);
  } finally {
    await release();
  }
}
