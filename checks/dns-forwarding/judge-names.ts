import type { Judgement } from '#core/check.ts';
import type { Finding } from '#core/finding.ts';
import { judgeBigAnswer } from './judge-big-answer.ts';
import { judgeContent } from './judge-content.ts';
import { judgeProbes } from './judge-probes.ts';
import { judgeReach } from './judge-reach.ts';
import { judgeSpeed } from './judge-speed.ts';
import type { NamesMeasurement } from './measurement.ts';
import type { NamesTarget } from './target.ts';

/** One resolver: does it answer, what, in every size, and how fast. */
export function judgeNames(target: NamesTarget, { asked }: NamesMeasurement): Judgement {
  const small = asked.filter(({ purpose }) => purpose === 'small');
  const speed = judgeSpeed(target, asked);
  const findings: readonly Finding[] = [
    ...judgeReach(target, asked),
    ...judgeContent(target, small),
    ...judgeBigAnswer(target, asked),
    ...judgeProbes(target, asked),
    ...speed.findings,
  ];
  return { findings, metrics: speed.metrics };
}
