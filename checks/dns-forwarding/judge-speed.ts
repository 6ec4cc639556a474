import type { Judgement } from '#core/check.ts';
import { atSeverity, type Finding } from '#core/finding.ts';
import type { Asked } from './measurement.ts';
import { say } from './messages.ts';
import type { NamesTarget } from './target.ts';

/** Holds the median of the small answers over UDP against the baseline. */
export function judgeSpeed(
  { resolver, answerMs: limits }: NamesTarget,
  small: readonly Asked[],
): Judgement {
  const times = small.filter(isProperAnswer).map(({ outcome }) => outcome.afterMs);
  const medianMs = medianOf(times);
  if (medianMs === undefined) return { findings: [], metrics: [] };
  const limit = { at: 'most', value: limits.pass } as const;
  const metrics = [{ name: 'dns_answer_ms', value: medianMs, unit: 'ms', limit }] as const;
  if (medianMs <= limits.pass) return { findings: [], metrics };
  const slow: Finding = say.slowAnswer({ resolver, medianMs, answers: times.length, limits });
  return { findings: [medianMs > limits.fail ? slow : atSeverity(slow, 'warn')], metrics };
}

/** An error may take as long as the resolver has patience: it says nothing of speed. */
function isProperAnswer({ question, outcome }: Asked): boolean {
  return (
    question.transport === 'udp' && outcome.kind === 'answer' && outcome.answer.rcode === 'NOERROR'
  );
}

function medianOf(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}
