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
import { lossVerdict } from '#lib/statistics/loss-verdict.ts';
import { decideQuantile } from '#lib/statistics/quantile.ts';
import type { RateVerdict } from '#lib/statistics/rate-verdict.ts';
import type { LinkTarget } from './target.ts';

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

/** True once nothing that more packets could tell is open. */
export function isDecided(
  sample: StreamSample,
  target: LinkTarget,
  calibration: Calibration = { medianMs: 0, errorMs: 0 },
): boolean {
  const { latencyMs, jitterMs, lossRatio, confidence } = target;
  const alpha = 1 - confidence;
  return (
    latencyVerdict(sample.rttMs, latencyMs, { alpha, calibration }) !== 'undecided' &&
    lossVerdict(sample.forward, lossRatio, alpha) !== 'undecided' &&
    lossVerdict(sample.reverse, lossRatio, alpha) !== 'undecided' &&
    jitterVerdict(sample.forwardJitter, jitterMs, confidence) !== 'undecided' &&
    jitterVerdict(sample.reverseJitter, jitterMs, confidence) !== 'undecided'
  );
}
