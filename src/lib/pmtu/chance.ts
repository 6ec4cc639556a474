import { logGamma } from '#lib/statistics/beta.ts';
import type { Sends } from './tally.ts';

/**
 * Returns the chance that all losses, theirs and ours, fall so that none of ours arrives, if the size had nothing to do
 * with it: then any of the packets could have been the lost ones (Fisher's exact test). No loss ratio need be known.
 */
export function chanceAllLost(ours: number, witnesses: Sends): number {
  const { sent, lost } = witnesses;
  return Math.exp(logChoose(sent, lost) - logChoose(sent + ours, lost + ours));
}

/** Returns the chance that all losses fall on the `among` packets out of `sent`, if they had nothing else in common. */
export function chanceAllAmong(among: number, { sent, lost }: Sends): number {
  return Math.exp(logChoose(among, lost) - logChoose(sent, lost));
}

function logChoose(n: number, k: number): number {
  return logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1);
}
