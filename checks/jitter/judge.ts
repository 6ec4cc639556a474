import type { Judgement } from '#core/check.ts';
import type { StreamOutcome } from '#core/stream.ts';
import type { OneWay } from '#lib/link/plan-ways.ts';
import { isNoisy, jitterVerdict } from '#lib/link/verdicts.ts';
import { rounded, streamFacts } from '#lib/link/words.ts';
import { bootstrapMean } from '#lib/statistics/batch-means.ts';
import { say } from './messages.ts';

export function judge({ way, link }: OneWay, outcome: StreamOutcome): Judgement {
  const { jitterMs: bounds, confidence } = link;
  const { sample } = outcome;
  const stream = streamFacts(outcome, link);
  const jitter = way === 'to-aws' ? sample.forwardJitter : sample.reverseJitter;
  if (jitter.ipdv.count === 0)
    return { findings: [say.noAnswers({ ...stream, way })], metrics: [] };
  const { value, low, high } = bootstrapMean(jitter.ipdv, confidence);
  const facts = {
    ...stream,
    way,
    bounds,
    ipdvMs: { value: rounded(value), low: rounded(low), high: rounded(high) },
    greatestJMs: rounded(jitter.greatestJ),
    deviationMs: rounded(jitter.deviation),
  };
  const noise = isNoisy(outcome, bounds.pass) ? [say.hostNoise(facts)] : undefined;
  const findings = {
    pass: [],
    warn: noise ?? [say.elevated(facts)],
    fail: noise ?? [say.tooHigh(facts)],
    undecided: noise ?? [say.undecided(facts)],
  }[jitterVerdict(jitter, bounds, confidence)];
  const limit = { at: 'most', value: bounds.pass } as const;
  return {
    findings,
    metrics: [{ name: 'ipdv_mean_ms', value: facts.ipdvMs.value, unit: 'ms', limit }],
  };
}
