/** More than any sender of ours asks for. */
const PER_SECOND = 25_000;

/** What may have waited in the kernel while the reflector was held up: answering it late loses nothing. */
const MOST_AT_ONCE = 25_000;

/** A token bucket (RFC 2697 §3) over packets. */
export interface Allowance {
  /** Whether one more packet may be answered at this time. */
  take(atMs: number): boolean;
  /** How many were not. */
  refused(): number;
}

/** Returns what a reflector may answer. */
export function createAllowance(): Allowance {
  let left = MOST_AT_ONCE;
  let sinceMs: number | undefined;
  let refused = 0;
  return {
    take: (atMs) => {
      const restedMs = Math.max(0, atMs - (sinceMs ?? atMs));
      left = Math.min(MOST_AT_ONCE, left + (restedMs / 1000) * PER_SECOND);
      sinceMs = atMs;
      const isGiven = left >= 1;
      if (isGiven) left -= 1;
      else refused += 1;
      return isGiven;
    },
    refused: () => refused,
  };
}
