import type { Judgement } from '#core/check.ts';
import type { Finding } from '#core/finding.ts';
import { judgeCertificate } from './judge-certificate.ts';
import { judgeAnswer } from './judge-node.ts';
import { judgeVersions } from './judge-versions.ts';
import type { StatusMeasurement, StatusTarget } from './target.ts';

export function judge(target: StatusTarget, measurement: StatusMeasurement): Judgement {
  return { findings: findingsOf(target, measurement), metrics: [] };
}

function findingsOf(target: StatusTarget, measurement: StatusMeasurement): readonly Finding[] {
  if (target.kind === 'certificate' && measurement.kind === 'certificate') {
    return judgeCertificate(target, measurement);
  }
  if (target.kind === 'versions' && measurement.kind === 'versions') {
    return judgeVersions(target, measurement);
  }
  if (target.kind === 'node' && measurement.kind === 'node') {
    return judgeAnswer(target, measurement);
  }
  throw new TypeError(`${target.kind} was measured as ${measurement.kind}`);
}
