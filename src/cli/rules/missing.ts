import type { FirewallRule } from '#core/firewall-rule.ts';
import { caseId, type Report, type Status } from '#core/report.ts';

const NOT_PROVEN: readonly Status[] = ['fail', 'inconclusive', 'error', 'skip'];

/** Returns the rules that a report does not show to be in force: what was not measured is not proven. */
export function missingRules(
  rules: readonly FirewallRule[],
  { results }: Pick<Report, 'results'>,
): readonly FirewallRule[] {
  const statuses = new Map(
    results.map((result) => [caseId(result.check.id, result), result.outcome.status]),
  );
  return rules.filter(({ cases }) =>
    cases.some((id) => NOT_PROVEN.includes(statuses.get(id) ?? 'skip')),
  );
}
