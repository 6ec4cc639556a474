import { atSeverity, type Finding } from '#core/finding.ts';
import type { Callers } from './target.ts';

/** Where the API goes on without a webhook, nothing is refused: such a failure is a warning. */
export function weighed(
  findings: readonly Finding[],
  { failurePolicy }: Pick<Callers, 'failurePolicy'>,
): readonly Finding[] {
  if (failurePolicy === 'Fail') return findings;
  return findings.map((one) => (one.severity === 'fail' ? atSeverity(one, 'warn') : one));
}
