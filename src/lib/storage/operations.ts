import type { Operations } from '#core/storage.ts';

/** Returns what single operations took: how many a second one after the other, and their order statistics. */
export function operationsOf(timesMs: readonly number[]): Operations | null {
  if (timesMs.length === 0) return null;
  const sorted = timesMs.toSorted((one, other) => one - other);
  const at = (share: number): number => sorted[Math.ceil(share * sorted.length) - 1] ?? 0;
  const totalMs = sorted.reduce((sum, one) => sum + one, 0);
  return {
    count: sorted.length,
    perSecond: totalMs === 0 ? 0 : (sorted.length * 1000) / totalMs,
    ...{ p50Ms: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99) },
  };
}
