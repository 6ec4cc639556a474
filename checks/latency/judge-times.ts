import type { Judgement } from '#core/check.ts';
import type { Finding } from '#core/finding.ts';
import type { Metric } from '#core/metric.ts';
import type { Bounds } from '#core/site.ts';
import type { Calibration, Histogram } from '#core/stream.ts';
import { rounded, type StreamFacts } from '#lib/link/words.ts';
import { valueAtRank } from '#lib/statistics/histogram.ts';
import { quantileInterval } from '#lib/statistics/quantile.ts';
import type { RateVerdict } from '#lib/statistics/rate-verdict.ts';
import { type Facts, say, type Spread } from './messages.ts';

interface Times {
  readonly rttMs: Histogram;
  readonly bounds: Bounds;
  readonly alpha: number;
  readonly calibration: Calibration;
  readonly verdict: RateVerdict;
  readonly how: string;
  readonly stream: StreamFacts | null;
}

/** Says what round trips came to; there has to be one. */
export function judgeTimes(times: Times): Judgement {
  const { rttMs, bounds, alpha, calibration, verdict, how, stream } = times;
  const at = (quantile: number): Spread =>
    spreadOf(quantileInterval(rttMs, quantile, 1 - alpha), calibration);
  const facts: Facts = {
    ...{ p50Ms: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99), count: rttMs.count },
    ...{ bounds, alpha, how, stream, calibrationErrorMs: rounded(calibration.errorMs) },
  };
  const findings: readonly Finding[] = {
    pass: [],
    warn: [stream?.stop === 'host-noise' ? say.hostNoise(facts) : say.elevated(facts)],
    fail: [say.tooHigh(facts)],
    undecided: [say.undecided(facts)],
  }[verdict];
  return { findings, metrics: metricsOf(facts) };
}

function metricsOf({ p50Ms, p95Ms, p99Ms, bounds }: Facts): readonly Metric[] {
  const limit = { at: 'most', value: bounds.pass } as const;
  return [
    { name: 'rtt_p50_ms', value: p50Ms.value, unit: 'ms' },
    { name: 'rtt_p95_ms', value: p95Ms.value, unit: 'ms', limit },
    { name: 'rtt_p99_ms', value: p99Ms.value, unit: 'ms' },
  ];
}

export function medianMs(rttMs: Histogram): number {
  return rounded(valueAtRank(rttMs, Math.ceil(rttMs.count / 2)));
}

/** Without what this host adds itself. */
function spreadOf({ value, low, high }: Spread, calibration: Calibration): Spread {
  const off = (ms: number): number => rounded(Math.max(0, ms - calibration.medianMs));
  return { value: off(value), low: off(low), high: high === null ? null : off(high) };
}
