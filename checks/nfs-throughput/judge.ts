import type { Judgement } from '#core/check.ts';
import type { Finding } from '#core/finding.ts';
import { judgeRun, metricsOf } from './judge-run.ts';
import { placeOf, wordsOf } from './facts.ts';
import { say } from './messages.ts';
import { type Standing, standingOf } from './reach.ts';
import type { NfsMeasurement, NfsTarget } from './target.ts';

export function judge(target: NfsTarget, measurement: NfsMeasurement): Judgement {
  const place = placeOf(target);
  if (measurement.kind === 'unresolved') {
    return { findings: [say.nameUnresolved({ ...place, why: measurement.why })], metrics: [] };
  }
  const { services, run } = measurement;
  if (run !== null) {
    return { findings: judgeRun(target, run, services), metrics: metricsOf(target, run) };
  }
  if (services === null) throw new Error('there is neither an answer nor a run');
  const standing = standingOf(services, target);
  return { findings: [tell(standing, { ...place, why: wordsOf(services) })], metrics: [] };
}

type Said = Parameters<typeof say.refused>[0];

function tell(standing: Standing, seen: Said): Finding {
  switch (standing) {
    case 'refused':
      return say.refused(seen);
    case 'filtered':
      return say.filtered(seen);
    case 'unreachable':
      return say.unreachable(seen);
    case 'wrong-version':
      return say.wrongVersion(seen);
    case 'export-not-known':
      return say.exportRefused(seen);
    case 'not-nfs':
      return say.notNfs(seen);
    case 'mountable':
      throw new Error('it could be mounted, and was not');
  }
}
