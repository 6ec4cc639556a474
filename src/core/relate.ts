import type { AnyCheck, MeasuredCase } from './check.ts';
import { faultOf } from './fault.ts';
import type { Finding } from './finding.ts';
import { verdictOf } from './judge.ts';
import type { Json } from './json.ts';
import { caseId, type Outcome, type Result } from './report.ts';
import { applyWaivers, type Waiver } from './waiver.ts';

/**
 * Lets each check look at all of its measured cases at once, and returns the results with what it then found. Pure:
 * a saved report gives the same again.
 */
export function relateResults(
  results: readonly Result[],
  checks: readonly AnyCheck[],
  waivers: readonly Waiver[],
): readonly Result[] {
  const changes = new Map(checks.flatMap((check) => changesBy(check, results)));
  return results.map((result) => {
    const id = caseId(result.check.id, result);
    const change = changes.get(id);
    return change === undefined ? result : { ...result, outcome: change(result.outcome, waivers) };
  });
}

type Change = (outcome: Outcome, waivers: readonly Waiver[]) => Outcome;

function changesBy(
  check: AnyCheck,
  results: readonly Result[],
): readonly (readonly [string, Change])[] {
  const cases = results.flatMap((result) => measuredOf(check, result));
  const [first] = cases;
  if (check.relate === undefined || first === undefined) return [];
  try {
    return check.relate(cases).map(({ id, findings }) => [id, adder(id, findings)] as const);
  } catch (thrown) {
    // A bug must be seen, and one case is enough to show it.
    return [[first.id, () => ({ status: 'error', fault: faultOf(thrown) })]];
  }
}

function adder(id: string, findings: readonly Finding[]): Change {
  return (outcome, waivers) => {
    if (!('findings' in outcome) || findings.length === 0) return outcome;
    const added = findings.map((finding) => applyWaivers(finding, id, waivers));
    const all = [...outcome.findings, ...added];
    return { ...outcome, status: verdictOf(all), findings: all };
  };
}

/** Returns what a result tells of one check; nothing where it is of another, or was not measured. */
export function measuredOf(
  check: AnyCheck,
  { check: { id }, key, from, target, measurement }: Result,
): readonly MeasuredCase<Json, Json>[] {
  if (id !== check.id || target === undefined || measurement === undefined) return [];
  return [{ id: caseId(id, { key, from }), target, measurement }];
}
