import { parseDuration } from '#lib/quantity/duration.ts';
import { parseRate } from '#lib/quantity/rate.ts';
import { parseShare } from '#lib/quantity/share.ts';

// The quantities of a valid config: the schema let only texts pass that these can read.

export function durationMs(text: string): number {
  const parsed = parseDuration(text);
  return parsed.ok ? parsed.milliseconds : Number.NaN;
}

export function rateBps(text: string): number {
  const parsed = parseRate(text);
  return parsed.ok ? parsed.bitsPerSecond : Number.NaN;
}

export function shareRatio(text: string): number {
  const parsed = parseShare(text);
  return parsed.ok ? parsed.ratio : Number.NaN;
}
