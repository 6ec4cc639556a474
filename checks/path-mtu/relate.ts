import type { MeasuredCase, Related } from '#core/check.ts';
import { say } from './messages.ts';
import type { MtuMeasurement, MtuTarget } from './target.ts';

type Measured = MeasuredCase<MtuTarget, MtuMeasurement>;

/** Says where the two directions between host and peer differ. */
export function relate(cases: readonly Measured[]): readonly Related[] {
  const between = cases.filter(({ target }) => target.to.kind === 'far');
  const there = between.find(({ target }) => target.way === 'to-aws');
  const back = between.find(({ target }) => target.way === 'to-on-prem');
  const toAwsBytes = mtuOf(there);
  const toOnPremBytes = mtuOf(back);
  if (there === undefined || toAwsBytes === null || toOnPremBytes === null) return [];
  if (toAwsBytes === toOnPremBytes) return [];
  return [{ id: there.id, findings: [say.asymmetric({ toAwsBytes, toOnPremBytes })] }];
}

function mtuOf(one: Measured | undefined): number | null {
  const finding = one?.measurement.finding;
  return finding === undefined || finding.kind === 'inconclusive' ? null : finding.mtuBytes;
}
