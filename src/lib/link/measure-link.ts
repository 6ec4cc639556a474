import { CannotMeasure } from '#core/check.ts';
import type { Io } from '#core/io.ts';
import type { StreamOutcome, Watcher } from '#core/stream.ts';
import { askWitness, type Testimony } from './witness.ts';
import type { LinkEnd, LinkTarget } from './target.ts';
import { isDecided } from './verdicts.ts';

export type LinkWorld = Pick<Io, 'far' | 'stamp' | 'icmp' | 'share' | 'progress' | 'clock' | 'tcp'>;
export const LINK_NEEDS = ['far', 'stamp', 'icmp', 'share', 'progress', 'clock', 'tcp'] as const;

/** What a stream showed, and what the witness beside it said. */
export type LinkMeasurement = {
  readonly outcome: StreamOutcome;
  readonly witness: Testimony | null;
};

/** Sends one stream for all the cases of latency, jitter and loss that ask for it, until all is decided. */
export function measureLink(
  target: LinkTarget,
  io: LinkWorld,
  signal: AbortSignal,
): Promise<LinkMeasurement> {
  const key = `link ${JSON.stringify(target)}`;
  return io.share.once(key, (own) => measureOnce(target, io, own), signal);
}

async function measureOnce(
  target: LinkTarget,
  io: LinkWorld,
  signal: AbortSignal,
): Promise<LinkMeasurement> {
  const { to } = target;
  const isEnough = watch(target, io);
  if (to.kind === 'peer') {
    return { outcome: await streamToPeer(target, io, { isEnough, signal }), witness: null };
  }
  if (to.kind === 'reflector') {
    const outcome = await streamToReflector({ ...target, ...to }, io, { isEnough, signal });
    return { outcome, witness: null };
  }
  const outcome = await io.icmp.ping({ ...target, address: to.address }, { isEnough }, signal);
  return { outcome, witness: await askWitness(to, io, signal) };
}

interface Watching {
  readonly isEnough: Watcher['isEnough'];
  readonly signal: AbortSignal;
}

/** A link is watched for as long as it was asked for, however early it is decided. */
function watch(target: LinkTarget, { clock, progress }: LinkWorld): Watcher['isEnough'] {
  const startedMs = clock.nowMs();
  const { leastMs, mostPackets } = target;
  return (sample, calibration) => {
    const elapsedMs = clock.nowMs() - startedMs;
    const spent = Math.max(sample.sent / mostPackets, elapsedMs / target.mostMs);
    progress(Math.min(1, spent), `${sample.sent} packets`);
    return elapsedMs >= leastMs && isDecided(sample, target, calibration);
  };
}

async function streamToPeer(
  target: LinkTarget,
  { far, stamp }: LinkWorld,
  { isEnough, signal }: Watching,
): Promise<StreamOutcome> {
  const { address = '', ownAddress: from = '' } = far;
  const prepared = stamp.prepare(signal);
  // What is wrong with this host is told where the stream begins.
  prepared.catch(() => undefined);
  const reflecting = await far.reflect({ address, caller: from }, signal);
  if (reflecting.kind !== 'reflecting') {
    const why = reflecting.kind === 'unwilling' ? reflecting.why : 'there is none';
    throw new CannotMeasure(
      `The peer reflects no test packets: ${why}.`,
      'Start one: hybrid-preflight peer; then name it under "peer" in the config.',
    );
  }
  const { port, key, ssid, counts, release } = reflecting;
  try {
    await prepared;
    return await stamp.stream(
      { ...pacingOf(target), from, address, port, key, ssid },
      { isEnough, counts },
      signal,
    );
  } finally {
    await release();
  }
}

/** Any number but 0, by which a reflector could not tell sessions apart. */
const SSID = 1;

async function streamToReflector(
  target: LinkTarget & LinkEnd & { readonly kind: 'reflector' },
  { stamp }: LinkWorld,
  { isEnough, signal }: Watching,
): Promise<StreamOutcome> {
  const { address, port } = target;
  const counts = (): Promise<undefined> => Promise.resolve(undefined);
  const plan = { ...pacingOf(target), address, port, ssid: SSID };
  return stamp.stream(plan, { isEnough, counts }, signal);
}

function pacingOf({ topRatePps, mostPackets, mostMs, tMaxMs }: LinkTarget) {
  return { topRatePps, mostPackets, mostMs, tMaxMs };
}
