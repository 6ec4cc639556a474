import type { Judgement } from '#core/check.ts';
import type { Finding } from '#core/finding.ts';
import type { Metric } from '#core/metric.ts';
import type { Bounds } from '#core/site.ts';
import type { Calibration, Histogram } from '#core/stream.ts';
import { isNoisy, latencyVerdict } from '#lib/link/verdicts.ts';
import { howMeasured, rounded, streamFacts } from '#lib/link/words.ts';
import { quantileInterval } from '#lib/statistics/quantile.ts';
import { HANDSHAKES } from './measure.ts';
import { type Facts, say, type Spread } from './messages.ts';
import type { LatencyMeasurement, LatencyTarget } from './target.ts';

export function judge(target: LatencyTarget, measurement: LatencyMeasurement): Judgement {
  if (target.kind === 'stream' && measurement.kind === 'stream') {
    const { link } = target;
    const { outcome } = measurement;
    const { sample, calibration } = outcome;
    return judgeTimes({
      ...{ rttMs: sample.rttMs, bounds: link.latencyMs, confidence: link.confidence, calibration },
      how: howMeasured(streamFacts(outcome, link)),
      noise: isNoisy(outcome, link.latencyMs.pass) ? sample.untimed : null,
    });
  }
  if (target.kind === 'handshakes' && measurement.kind === 'handshakes') {
    const { address, port, latencyMs, confidence } = target;
    const { rttMs, tried, durationMs } = measurement;
    const seconds = rounded(durationMs / 1000);
    return judgeTimes({
      ...{ rttMs, bounds: latencyMs, confidence, ...HANDSHAKES, noise: null },
      how: `TCP handshakes with ${address}:${port}: ${rttMs.count} of ${tried} in ${seconds} s. They are answered by a kernel, or by a firewall in its name: a weaker witness than the peer.`,
    });
  }
  throw new Error(`a target of ${target.kind} has a measurement of ${measurement.kind}`);
}

interface Times {
  readonly rttMs: Histogram;
  readonly bounds: Bounds;
  readonly confidence: number;
  readonly calibration: Calibration;
  readonly share?: number;
  readonly how: string;
  /** Answers without a usable time, where there were too many of them. */
  readonly noise: number | null;
}

function judgeTimes(times: Times): Judgement {
  const { rttMs, bounds, confidence, calibration, how, noise } = times;
  if (rttMs.count === 0) return { findings: [say.noAnswers({ how })], metrics: [] };
  const at = (quantile: number): Spread =>
    spreadOf(quantileInterval(rttMs, quantile, confidence), calibration);
  const facts: Facts = {
    ...{ p50Ms: at(0.5), p95Ms: at(0.95), p99Ms: at(0.99) },
    ...{ bounds, confidence, how, untimed: noise ?? 0 },
    calibrationErrorMs: rounded(calibration.errorMs),
  };
  const findings: readonly Finding[] = {
    pass: [],
    warn: [noise === null ? say.elevated(facts) : say.hostNoise(facts)],
    fail: [say.tooHigh(facts)],
    undecided: [say.undecided(facts)],
  }[latencyVerdict(rttMs, bounds, { ...times, alpha: 1 - confidence })];
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

/** Without what this host adds itself. */
function spreadOf({ value, low, high }: Spread, { medianMs }: Calibration): Spread {
  const off = (ms: number): number => rounded(Math.max(0, ms - medianMs));
  return { value: off(value), low: off(low), high: high === null ? null : off(high) };
}
