import type { Arrivals } from '#core/far.ts';
import type { BreaksAt } from './facts.ts';
import type { There } from './target.ts';

/** Says where a probe without an answer broke, from what the side that it went to saw. */
export function breaksAt(there: There): BreaksAt {
  switch (there.kind) {
    case 'listening':
    case 'in-use':
      if (there.arrivals === null) return 'unknown';
      return comers(there.arrivals).length > 0 ? 'way-back' : 'way-there';
    case 'elsewhere':
      if (there.outcome === null) return 'unknown';
      return there.outcome.kind === 'connected' ? 'between-sites' : 'at-target';
    case 'unwilling':
    case 'nobody':
      return 'unknown';
  }
}

/** Whose packets got as far as the port, accepted or not. */
export function comers({ from, halfOpen }: Arrivals): readonly string[] {
  return [...new Set([...from, ...halfOpen])];
}

/** As comers, of whatever is known. */
export function comersOf(there: There): readonly string[] {
  return 'arrivals' in there && there.arrivals !== null ? comers(there.arrivals) : [];
}
