import type { Judgement } from '#core/check.ts';
import { judgeNames } from './judge-names.ts';
import { judgeRedundancy } from './judge-redundancy.ts';
import { judgeSystem } from './judge-system.ts';
import type { DnsMeasurement } from './measurement.ts';
import type { DnsTarget } from './target.ts';

export function judge(target: DnsTarget, measurement: DnsMeasurement): Judgement {
  if (target.kind === 'names' && measurement.kind === 'names') {
    return judgeNames(target, measurement);
  }
  if (target.kind === 'system' && measurement.kind === 'system') {
    return judgeSystem(target, measurement);
  }
  if (target.kind === 'redundancy' && measurement.kind === 'redundancy') {
    return judgeRedundancy(target, measurement);
  }
  throw new Error(`a target of kind ${target.kind} has a measurement of kind ${measurement.kind}`);
}
