import type { Trace, TraceHop } from './trace.ts';

/** The routers that a packet met again and again, and the TTLs at which they answered. */
export type Loop = { readonly addresses: readonly string[]; readonly ttls: readonly number[] };

// Twice may be a router with two ways to it; three times, with others in between, is a circle.
const ROUNDS = 3;

/**
 * Returns the loop in a trace, or null. Only "time to live exceeded" counts, and a router that answers for adjacent TTLs
 * is no loop: it cannot pass the packets on. mtr shows that refusal without a mark, so there other routers must have
 * answered in between; with the other programs silence in between is enough.
 */
export function loopIn(trace: Trace): Loop | null {
  const ttlsOf = new Map<string, number[]>();
  for (const hop of trace.hops) {
    for (const address of passingAddresses(hop)) {
      ttlsOf.set(address, [...(ttlsOf.get(address) ?? []), hop.ttl]);
    }
  }
  const looping = [...ttlsOf].filter(([address, ttls]) => visits(address, ttls, trace) >= ROUNDS);
  if (looping.length === 0) return null;
  const ttls = new Set(looping.flatMap(([, some]) => some));
  return {
    addresses: looping.map(([address]) => address),
    ttls: [...ttls].sort((first, second) => first - second),
  };
}

/** Returns the addresses that let a probe pass until its TTL was used up. */
export function passingAddresses(hop: TraceHop): readonly string[] {
  const passing = hop.answers.filter(({ mark }) => mark === undefined || mark.reason === 'low-ttl');
  return [...new Set(passing.map(({ address }) => address))];
}

/** How often the packet came to this address, from somewhere else each time. */
function visits(address: string, ttls: readonly number[], trace: Trace): number {
  let count = 1;
  for (const [index, ttl] of ttls.slice(1).entries()) {
    const before = ttls[index] ?? ttl;
    const between = trace.hops.filter((hop) => hop.ttl > before && hop.ttl < ttl);
    if (between.some((hop) => isElsewhere(hop, address, trace))) count += 1;
  }
  return count;
}

function isElsewhere(hop: TraceHop, address: string, { tool }: Trace): boolean {
  const others = passingAddresses(hop);
  if (others.length === 0) return tool !== 'mtr' && hop.answers.length === 0;
  return !others.includes(address);
}
