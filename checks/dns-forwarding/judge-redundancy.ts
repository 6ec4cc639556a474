import type { Judgement } from '#core/check.ts';
import type { Finding } from '#core/finding.ts';
import type { RedundancyMeasurement } from './measurement.ts';
import { say } from './messages.ts';
import type { RedundancyTarget } from './target.ts';

/** An address is alive when it answers, whatever it answers: what it says is judged elsewhere. */
export function judgeRedundancy(
  { group }: RedundancyTarget,
  { asked }: RedundancyMeasurement,
): Judgement {
  const dead = asked.filter(({ outcome }) => outcome.kind !== 'answer');
  const deaths = { group, dead, total: asked.length };
  const findings: readonly Finding[] =
    dead.length === asked.length
      ? [say.allDead(deaths)]
      : dead.length > 0
        ? [say.oneDead(deaths)]
        : [];
  const [first] = asked;
  const isAlone = findings.length === 0 && asked.length === 1 && first !== undefined;
  return {
    findings: isAlone ? [say.single({ group, server: first.server })] : findings,
    metrics: [],
  };
}
