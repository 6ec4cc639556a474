import { amountOf, countOf, fieldsOf } from '#lib/json/fields.ts';
import type { Fields } from '#lib/json/fields.ts';

/** How long one block took. */
export type FioLatency = {
  readonly count: number;
  readonly leastMs: number;
  readonly meanMs: number;
  readonly mostMs: number;
  /** In the order of the shares. fio counts in buckets: each is high by up to 1.6 % (stat.h, FIO_IO_U_PLAT_BITS). */
  readonly percentiles: readonly Percentile[];
};

/** `percent` of the blocks took at most `ms`. */
export type Percentile = { readonly percent: number; readonly ms: number };

const NS = 1e6; // of a millisecond

/** As many as --percentile_list can have (FIO_IO_U_LIST_MAX_LEN, twenty), and some. */
const MOST_PERCENTILES = 32;

/** Returns the latency in an object such as `clat_ns` of fio 3; null if nothing was counted. */
export function latencyOf(fields: Fields): FioLatency | null {
  const count = countOf(fields, 'N') ?? 0;
  const least = amountOf(fields, 'min');
  const mean = amountOf(fields, 'mean');
  const most = amountOf(fields, 'max');
  // Before 3.2 there is no N: where no percentile was printed, nothing was counted.
  const percentiles = percentilesOf(fieldsOf(fields, 'percentile'));
  if (least === null || mean === null || most === null) return null;
  if (count === 0 && percentiles.length === 0) return null;
  return { count, leastMs: least / NS, meanMs: mean / NS, mostMs: most / NS, percentiles };
}

function percentilesOf(fields: Fields): readonly Percentile[] {
  return Object.keys(fields)
    .slice(0, MOST_PERCENTILES)
    .flatMap((key) => {
      const ns = amountOf(fields, key);
      if (ns === null || !/^\d{1,3}\.\d{6}$/.test(key)) return [];
      return [{ percent: Number(key), ms: ns / NS }];
    })
    .sort((a, b) => a.percent - b.percent);
}
