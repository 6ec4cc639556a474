import { CannotMeasure } from '#core/check.ts';
import type { Peer } from '#core/peer.ts';

/** A peer that was named and cannot be had: whatever takes it ends in an error with this reason, and the rest goes on. */
export function unreachablePeer(message: string, fix: string): Peer {
  return {
    objection: () => undefined,
    measure: () => Promise.reject(new CannotMeasure(message, fix)),
  };
}
