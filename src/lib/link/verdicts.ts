import type { Bounds } from '#core/site.ts';
import type {
  Calibration,
  Histogram,
  Jitter,
  LossPeriods,
  StreamOutcome,
  StreamSample,
} from '#core/stream.ts';
import { bootstrapMean } from '#lib/statistics/batch-means.ts';
import { valueAtRank } from '#lib/statistics/histogram.ts';
import { stepIn } from '#lib/statistics/levels.ts';
import { lossVerdict } from '#lib/statistics/loss-verdict.ts';
import { decideQuantile } from '#lib/statistics/quantile.ts';
import type { RateVerdict } from '#lib/statistics/rate-verdict.ts';
import { alphaOf, type LinkTarget } from './target.ts';
import { jitterOf, lossOf, tellsDelay, tellsLoss } from './ways.ts';

/** Most round trips must be short, not only half of them. */
const MOST = 0.95;

export interface LatencyLimits {
  readonly alpha: number;
  readonly calibration: Calibration;
  /** The share of round trips that must be below the first bound. */
  readonly share?: number;
}

/**
 * Says where latency lies: `pass` when 95 of 100 round trips (or the share asked for) are below the first bound, `fail`
 * when every second is above the last. What this host adds itself is taken off; nearer to a bound than its error, nothing is decided.
 */
export function latencyVerdict(
  rttMs: Histogram,
  { pass, fail }: Bounds,
  { alpha, calibration, share = MOST }: LatencyLimits,
): RateVerdict {
  if (rttMs.count === 0) return 'undecided';
  const { medianMs, errorMs } = calibration;
  const slow = { quantile: share, alpha };
  const half = { quantile: 0.5, alpha };
  const median = valueAtRank(rttMs, Math.ceil(rttMs.count / 2)) - medianMs;
  const passLimit = pass + medianMs;
  if (decideQuantile(rttMs, { ...slow, limit: passLimit }) === 'below') return 'pass';
  const overFail = decideQuantile(rttMs, { ...half, limit: fail + medianMs });
  if (overFail === 'above') return median - fail > errorMs ? 'fail' : 'undecided';
  const overPass = decideQuantile(rttMs, { ...slow, limit: passLimit });
  return overPass === 'above' && overFail === 'below' ? 'warn' : 'undecided';
}

/** Fewer differences make no batches worth the name. */
const FEWEST_DIFFERENCES = 64;

/** Says where the mean of |IPDV| lies, by its bootstrap interval. */
export function jitterVerdict(
  { ipdv }: Jitter,
  { pass, fail }: Bounds,
  confidence: number,
): RateVerdict {
  if (ipdv.count < FEWEST_DIFFERENCES) return 'undecided';
  const { low, high } = bootstrapMean(ipdv, confidence);
  if (high < pass) return 'pass';
  if (low > fail) return 'fail';
  return low > pass && high < fail ? 'warn' : 'undecided';
}

/**
 * Returns the losses of the path: what a kernel threw away because nobody read in time was not lost on the way. Where
 * it was, nobody knows, so that its bursts stay counted.
 */
export function withoutHostDrops(periods: LossPeriods, drops: number): LossPeriods {
  if (drops <= 0 || periods.lost === 0) return periods;
  const lost = Math.max(0, periods.lost - drops);
  const packets = periods.packets - (periods.lost - lost);
  return lost === 0
    ? { packets, lost, periods: 0, longest: 0, squares: 0 }
    : { ...periods, packets, lost };
}

/**
 * More answers than that without a usable time, or an error of one's own as large as the bound, are noise. A path that
 * delivers in bursts holds its readers up as well, so that a good part proves nothing yet.
 */
const MOST_UNTIMED = 0.75;

/** True where the hosts at the ends were too busy for their clocks to say much of the path. */
export function isNoisy({ sample, calibration }: StreamOutcome, passMs: number): boolean {
  const isHeldUp = sample.untimed > sample.received * MOST_UNTIMED;
  return isHeldUp || calibration.errorMs > passMs;
}

/** True once nothing is open that more packets could tell. */
export function isDecided(
  sample: StreamSample,
  target: LinkTarget,
  calibration: Calibration,
): boolean {
  const { to, latencyMs, jitterMs, lossRatio } = target;
  const alpha = alphaOf(target);
  const latency = latencyVerdict(sample.rttMs, latencyMs, { alpha, calibration });
  if (latency === 'undecided' && !isLatencyOnEdge(sample.rttMs, latencyMs, calibration)) {
    return false;
  }
  return (
    tellsLoss(to).every(
      (way) => lossVerdict(lossOf(sample, way), lossRatio, alpha) !== 'undecided',
    ) &&
    tellsDelay(to).every(
      (way) => jitterVerdict(jitterOf(sample, way), jitterMs, 1 - alpha) !== 'undecided',
    )
  );
}

/** Enough for the quantiles to be as sure as this host's own error. */
const ENOUGH_FOR_EDGE = 1000;

/** True where latency is nearer to a bound than this host's own error: no number of packets tells on which side it lies. */
export function isLatencyOnEdge(
  rttMs: Histogram,
  { pass, fail }: Bounds,
  { medianMs, errorMs }: Calibration,
): boolean {
  if (rttMs.count < ENOUGH_FOR_EDGE) return false;
  const isNear = (quantile: number, bound: number): boolean => {
    const value = valueAtRank(rttMs, Math.ceil(rttMs.count * quantile)) - medianMs;
    return Math.abs(value - bound) <= errorMs;
  };
  return isNear(MOST, pass) || isNear(0.5, fail);
}

/** An interval that is so narrow, and still has a bound in it, lies on the bound. */
const NARROW = 4;

/** True where loss is known well, and so near to a bound that packets in any sensible number do not tell. */
export function isLossOnEdge(low: number, high: number, { pass, fail }: Bounds): boolean {
  const isNarrow = low > 0 && high / low < NARROW;
  return isNarrow && [pass, fail].some((bound) => low <= bound && bound <= high);
}

/** Jitter is on the edge where its interval of a fifth of the bound still has that bound in it. */
const NARROW_JITTER = 0.2;

export function isJitterOnEdge(low: number, high: number, { pass, fail }: Bounds): boolean {
  return [pass, fail].some(
    (bound) => low <= bound && bound <= high && high - low < NARROW_JITTER * bound,
  );
}

export type StopReason = 'decided' | 'budget' | 'silence' | 'edge' | 'host-noise' | 'path-changed';

/** Says why the measurement ended as it did, for one verdict out of it. */
export function stopReason(
  outcome: StreamOutcome,
  verdict: RateVerdict,
  { isEdge, isNoise }: { readonly isEdge: boolean; readonly isNoise: boolean },
): StopReason {
  if (isNoise) return 'host-noise';
  if (verdict !== 'undecided') return 'decided';
  if (stepIn(outcome.sample.levelsMs) !== undefined) return 'path-changed';
  if (isEdge) return 'edge';
  return outcome.stop === 'decided' ? 'budget' : outcome.stop;
}
