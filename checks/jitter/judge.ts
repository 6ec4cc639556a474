import type { Judgement } from '#core/check.ts';
import type { LinkMeasurement } from '#lib/link/measure-link.ts';
import { alphaOf } from '#lib/link/target.ts';
import { isJitterOnEdge, isNoisy, jitterVerdict, stopReason } from '#lib/link/verdicts.ts';
import { jitterOf, type OneWay } from '#lib/link/ways.ts';
import { rounded, streamFacts } from '#lib/link/words.ts';
import { bootstrapMean } from '#lib/statistics/batch-means.ts';
import { say } from './messages.ts';

export function judge({ way, link }: OneWay, { outcome }: LinkMeasurement): Judgement {
  const bounds = link.jitterMs;
  const confidence = 1 - alphaOf(link);
  const jitter = jitterOf(outcome.sample, way);
  if (jitter.ipdv.count === 0) {
    return { findings: [say.noAnswers(streamFacts(outcome, link, 'silence'))], metrics: [] };
  }
  const { value, low, high } = bootstrapMean(jitter.ipdv, confidence);
  const verdict = jitterVerdict(jitter, bounds, confidence);
  const isNoise = verdict !== 'pass' && isNoisy(outcome, bounds.pass);
  const isEdge = isJitterOnEdge(low, high, bounds);
  const facts = {
    ...streamFacts(outcome, link, stopReason(outcome, verdict, { isEdge, isNoise })),
    ...{ way, bounds, differences: jitter.ipdv.count },
    ipdvMs: { value: rounded(value), low: rounded(low), high: rounded(high) },
    greatestJMs: rounded(jitter.greatestJ),
    deviationMs: rounded(jitter.deviation),
  };
  const findings = {
    pass: [],
    warn: [say.elevated(facts)],
    fail: [say.tooHigh(facts)],
    undecided: [say.undecided(facts)],
  }[verdict];
  const limit = { at: 'most', value: bounds.pass } as const;
  return {
    findings: isNoise ? [say.hostNoise(facts)] : findings,
    metrics: [{ name: 'ipdv_mean_ms', value: facts.ipdvMs.value, unit: 'ms', limit }],
  };
}
