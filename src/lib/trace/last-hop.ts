import { CannotMeasure } from '#core/check.ts';
import type { Io } from '#core/io.ts';
import type { TracePlan } from '#core/trace.ts';
import { tracePath } from './trace-path.ts';

/** Where the answers to a trace end: the last router that says something, and the first distance at which nobody does. */
export type LastHop = {
  /** null where nobody answers at all. */
  readonly address: string | null;
  /** Who else answers at that distance, where packets take several ways. */
  readonly others?: readonly string[];
  /** Hops away; 0 where nobody answers. */
  readonly ttl: number;
  readonly silentTtl: number;
};

/** Traces to where packets vanish. Returns null where the target itself answers, or nothing can be traced with. */
export async function lastHopTowards(
  plan: TracePlan,
  io: Pick<Io, 'trace'>,
  signal: AbortSignal,
): Promise<LastHop | null> {
  const traced = await tracePath(plan, io, signal).catch((error: unknown) => {
    // Only evidence beside a verdict that stands without it.
    if (error instanceof CannotMeasure) return null;
    throw error;
  });
  if (traced?.trace.end.kind !== 'filtered') return null;
  const { hops, lastAnsweredTtl } = traced.trace;
  const ttl = lastAnsweredTtl ?? 0;
  const last = hops.find((hop) => hop.ttl === ttl);
  const [address = null, ...others] = (last?.addresses ?? []).map((one) => one.address);
  return { address, ...(others.length === 0 ? {} : { others }), ttl, silentTtl: ttl + 1 };
}

/** Says it as a sentence that begins with a space; empty where it is not known. */
export function lastHopWords(hop: LastHop | null, what = 'The way there'): string {
  if (hop === null) return '';
  const { address, others = [] } = hop;
  return address === null
    ? ` ${what}: no router answers, not even the first.`
    : ` ${what}: ${[address, ...others].join(' or ')} (hop ${hop.ttl}) is the last that answers, and nobody does for hop ${hop.silentTtl}.`;
}
