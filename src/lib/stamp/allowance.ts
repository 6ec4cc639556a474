/** More than any sender of ours asks for. */
const PER_SECOND = 25_000;

/** What may have waited in the kernel while the reflector was held up: answering it late loses nothing. */
const MOST_AT_ONCE = 25_000;

/** Says whether one more packet may be answered at this time, in milliseconds (token bucket, RFC 2697 §3). */
export function createAllowance(): (atMs: number) => boolean {
  let left = MOST_AT_ONCE;
  let sinceMs: number | undefined;
  return (atMs) => {
    const restedMs = Math.max(0, atMs - (sinceMs ?? atMs));
    left = Math.min(MOST_AT_ONCE, left + (restedMs / 1000) * PER_SECOND);
    sinceMs = atMs;
    if (left < 1) return false;
    left -= 1;
    return true;
  };
}
