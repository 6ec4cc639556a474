import type { Judgement } from '#core/check.ts';
import { atSeverity, type Finding } from '#core/finding.ts';
import type { Asked } from './measurement.ts';
import { say } from './messages.ts';
import { answerTimes } from './speed.ts';
import type { NamesTarget } from './target.ts';

/**
 * Holds the median over UDP against the baseline: of the answers to questions asked one at a time, where
 * there are some.
 */
export function judgeSpeed(
  { resolver, answerMs: limits }: NamesTarget,
  asked: readonly Asked[],
): Judgement {
  const of = (purpose: Asked['purpose']) => asked.filter((one) => one.purpose === purpose);
  const times = answerTimes(of('again')) ?? answerTimes(of('small'));
  if (times === undefined) return { findings: [], metrics: [] };
  const { medianMs, count } = times;
  const limit = { at: 'most', value: limits.pass } as const;
  const metrics = [{ name: 'dns_answer_ms', value: medianMs, unit: 'ms', limit }] as const;
  if (medianMs <= limits.pass) return { findings: [], metrics };
  const slow: Finding = say.slowAnswer({ resolver, medianMs, answers: count, limits });
  return { findings: [medianMs > limits.fail ? slow : atSeverity(slow, 'warn')], metrics };
}
