import { loopIn, passingAddresses } from './loop.ts';
import type { MarkReason, Trace, TraceAnswer, TraceHop } from './trace.ts';

/**
 * Where a trace ends. Every TTL is an upper bound for the distance where a refusal is concerned: a router that refuses
 * answers for every TTL beyond it, and the first of its answers may be lost.
 */
export type TraceEnd =
  | { readonly kind: 'reached'; readonly ttl: number }
  | {
      readonly kind: 'loop';
      readonly addresses: readonly string[];
      readonly ttls: readonly number[];
    }
  | {
      readonly kind: 'unreachable';
      readonly ttl: number;
      readonly address: string;
      readonly reason: MarkReason;
      readonly mtuBytes?: number;
    }
  /** The program took this answer for the target's, but it has another address: NAT, or a firewall that refuses. */
  | { readonly kind: 'answered-by-another'; readonly ttl: number; readonly address: string }
  /** Nobody answers beyond this hop (0: nobody at all): a filter, a dead host, or routers that do not answer. */
  | { readonly kind: 'filtered'; readonly afterTtl: number; readonly after: readonly string[] }
  /** The last TTL that was probed is not far enough, or the program was stopped there. */
  | { readonly kind: 'out-of-hops'; readonly ttl: number }
  | { readonly kind: 'not-traced' };

/** Returns where one trace ends. */
export function endOf(trace: Trace): TraceEnd {
  const lastHop = trace.hops.at(-1);
  if (lastHop === undefined) return { kind: 'not-traced' };
  if (trace.reached) return { kind: 'reached', ttl: lastHop.ttl };
  const loop = loopIn(trace);
  if (loop !== null) return { kind: 'loop', ...loop };
  return refusalIn(trace) ?? silenceIn(trace) ?? lastAnswerIn(trace, lastHop);
}

function refusalIn(trace: Trace): TraceEnd | null {
  for (const { ttl, answers } of trace.hops) {
    const refusal = answers.find((answer) => isRefusal(answer, trace));
    if (refusal?.mark !== undefined) return refused(ttl, refusal.address, refusal.mark);
  }
  return null;
}

/** tracepath goes on with smaller packets when it is told of a smaller MTU. */
function isRefusal({ mark }: TraceAnswer, { tool }: Trace): boolean {
  if (mark === undefined || mark.reason === 'low-ttl') return false;
  return mark.reason !== 'frag-needed' || tool !== 'tracepath';
}

function refused(
  ttl: number,
  address: string,
  { reason, mtuBytes }: { readonly reason: MarkReason; readonly mtuBytes?: number },
): TraceEnd {
  if (reason === 'port') return { kind: 'answered-by-another', ttl, address };
  const mtu = mtuBytes === undefined ? {} : { mtuBytes };
  return { kind: 'unreachable', ttl, address, reason, ...mtu };
}

function silenceIn({ hops }: Trace): TraceEnd | null {
  const last = hops.findLast((hop) => hop.answers.length > 0);
  if (last === hops.at(-1)) return null;
  const after = last === undefined ? [] : passingAddresses(last);
  return { kind: 'filtered', afterTtl: last?.ttl ?? 0, after };
}

/** The last hop answered, without a mark, and is not the target. */
function lastAnswerIn(trace: Trace, { ttl }: TraceHop): TraceEnd {
  const address = passingAddresses(trace.hops.at(-1) ?? { ttl, answers: [], silent: 0 })[0];
  if (address === undefined) return { kind: 'out-of-hops', ttl };
  if (trace.tool === 'mtr') return unsaidRefusal(trace, address) ?? { kind: 'out-of-hops', ttl };
  // A traceroute stops early only for a refusal, which has a mark, or for what it takes for the target.
  const isEarly = trace.isComplete && trace.maxTtl !== undefined && ttl < trace.maxTtl;
  return isEarly ? { kind: 'answered-by-another', ttl, address } : { kind: 'out-of-hops', ttl };
}

/** mtr has no marks: a router that refuses answers for all TTLs that follow. */
function unsaidRefusal({ hops }: Trace, address: string): TraceEnd | null {
  const before = hops.findLastIndex((hop) =>
    passingAddresses(hop).some((other) => other !== address),
  );
  const first = hops.slice(before + 1).filter((hop) => hop.answers.length > 0);
  const [start] = first;
  if (start === undefined || first.length < 2) return null;
  return { kind: 'unreachable', ttl: start.ttl, address, reason: 'not-said' };
}
