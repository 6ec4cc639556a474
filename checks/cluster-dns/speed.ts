import type { Asked } from './target.ts';

/** Returns the median of the proper answers over UDP, in milliseconds; null without one. */
export function medianMsOf(asked: readonly Asked[]): number | null {
  const sorted = asked
    .filter(isProper)
    .map(({ outcome }) => outcome.afterMs)
    .sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? null;
}

/** An error may take as long as CoreDNS has patience: it says nothing of speed. */
export function isProper({ transport, outcome }: Asked): boolean {
  return transport === 'udp' && outcome.kind === 'answer' && outcome.answer.rcode === 'NOERROR';
}
