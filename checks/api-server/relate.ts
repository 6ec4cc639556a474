import type { MeasuredCase, Related } from '#core/check.ts';
import { judge } from './judge.ts';
import { say } from './messages.ts';
import type { ApiMeasurement, ApiTarget } from './target.ts';

/** Where some interfaces are sound and some are not, says so at those that are not: clients meet both. */
export function relate(
  cases: readonly MeasuredCase<ApiTarget, ApiMeasurement>[],
): readonly Related[] {
  const interfaces = cases.filter(({ target }) => target.idleMs === 0);
  const broken = interfaces.filter((one) => isBroken(one));
  const sound = interfaces.filter((one) => !isBroken(one)).map(({ target }) => target.host);
  if (sound.length === 0) return [];
  return broken.map(({ id, target }) => ({
    id,
    findings: [say.othersAnswer({ host: target.host, sound })],
  }));
}

function isBroken({ target, measurement }: MeasuredCase<ApiTarget, ApiMeasurement>): boolean {
  return judge(target, measurement).findings.some(({ severity }) => severity === 'fail');
}
