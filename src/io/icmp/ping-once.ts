import { CannotMeasure } from '#core/check.ts';
import type { PingEvent } from '#lib/ping/parse.ts';
import { execute } from '../exec.ts';
import { type PingResult, runPing } from './ping-package.ts';

/** What a ping on some host can be asked for: not every user may send fast, not every ping can. */
export type Way = (typeof WAYS)[number];
export const WAYS = [
  { name: 'fast', leastMs: 2 },
  { name: 'slow', leastMs: 200 }, // what iputils before 2021 allows users
  { name: 'plain', leastMs: 1000 }, // without an interval, as some have no option for it
] as const;

export interface Wanted {
  readonly address: string;
  readonly dscp: number;
  readonly most: number;
  readonly wantedMs: number;
  readonly runMs: number;
}

export type Pinged = PingResult & { readonly way: Way; readonly intervalMs: number };

/**
 * Runs ping once, in the fastest way that this host allows from `way` on. Throws CannotMeasure where there is none;
 * rejects at once when `signal` aborts: the child ends by itself a moment later.
 */
export async function pingOnce(wanted: Wanted, way: Way, signal: AbortSignal): Promise<Pinged> {
  signal.throwIfAborted();
  const intervalMs = Math.max(wanted.wantedMs, way.leastMs);
  const count = Math.max(1, Math.min(wanted.most, Math.ceil(wanted.runMs / intervalMs)));
  const { address, dscp } = wanted;
  const run = { address, dscp, count, intervalMs: way.name === 'plain' ? null : intervalMs };
  const result = await endedBy(signal, runPing(run)).catch(async (error: unknown) => {
    signal.throwIfAborted();
    throw await notStarted(error, signal);
  });
  const failure = result.events.find((event) => event.kind === 'failure');
  if (failure === undefined || failure.cause === 'no-route') return { ...result, way, intervalMs };
  const next = WAYS[WAYS.indexOf(way) + 1];
  if (next === undefined || !isAboutOptions(failure)) throw unwilling(failure);
  return pingOnce(wanted, next, signal);
}

async function endedBy<Value>(signal: AbortSignal, value: Promise<Value>): Promise<Value> {
  const { promise, reject } = Promise.withResolvers<never>();
  const onAbort = (): void => {
    reject(signal.reason as Error);
  };
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([value, promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

type Failure = Extract<PingEvent, { kind: 'failure' }>;

function isAboutOptions({ cause, text }: Failure): boolean {
  return cause === 'bad-option' || /flood|minimal interval/i.test(text);
}

const ALLOW =
  'Let it: setcap cap_net_raw+ep "$(command -v ping)", or sysctl -w net.ipv4.ping_group_range="0 2147483647"; in a container, add the capability NET_RAW.';

function unwilling({ cause, text }: Failure): CannotMeasure {
  return new CannotMeasure(
    `ping does not run here: ${text}.`,
    cause === 'permission' ? ALLOW : 'Run ping by hand, and mend what it says.',
  );
}

/** The package tells only that the program did not start. */
export async function notStarted(error: unknown, signal: AbortSignal): Promise<CannotMeasure> {
  const { kind } = await execute('ping', ['-V'], { timeoutMs: 1000, signal });
  const options = { cause: error };
  if (kind === 'not-found') {
    const fix = 'apt-get install iputils-ping, or dnf install iputils';
    return new CannotMeasure('The command ping is not installed.', fix, options);
  }
  return new CannotMeasure('This process may not run ping.', ALLOW, options);
}
