import type { AnyCheck } from './check.ts';
import { citing } from './cite.ts';
import { judgeCase } from './judge.ts';
import type { PlannedCase } from './plan.ts';
import { relateResults } from './relate.ts';
import { caseId, type Report, type Result } from './report.ts';
import type { Site } from './site.ts';
import { tallyOf, verdictOfRun } from './summary.ts';
import type { Waiver } from './waiver.ts';

export interface Yardstick {
  readonly checks: readonly AnyCheck[];
  readonly site: Site;
  /** The plan of `site`: its targets hold the limits to judge by. */
  readonly cases: readonly PlannedCase[];
  readonly waivers: readonly Waiver[];
}

/**
 * Judges the measurements of a saved report again, offline. A case that the new plan still holds takes
 * its limits from there; another keeps those it was measured with. What was skipped, or could not be
 * measured, stays as it was: no yardstick makes a measurement out of nothing.
 */
export function rejudge(report: Report, { checks, site, cases, waivers }: Yardstick): Report {
  const planned = new Map(cases.map((one) => [one.id, one]));
  const judged = report.results.map((result): Result => {
    const check = checks.find(({ id }) => id === result.check.id);
    const { target: savedTarget, measurement } = result;
    if (check === undefined || measurement === undefined || savedTarget === undefined)
      return result;
    const caseName = caseId(check.id, result);
    const now = planned.get(caseName)?.case;
    const target = now !== undefined && 'target' in now ? now.target : savedTarget;
    const outcome = judgeCase(check, { caseName, target, measurement }, waivers);
    return { ...result, target, outcome };
  });
  const results = citing(relateResults(judged, checks, waivers), site.origins);
  return { ...report, site, results, tally: tallyOf(results), verdict: verdictOfRun(results) };
}

/** The waivers that a saved report was judged by, as far as they lowered anything. */
export function waiversOf({ results }: Report): readonly Waiver[] {
  return results.flatMap((result) => {
    if (!('findings' in result.outcome)) return [];
    return result.outcome.findings.flatMap(({ code, waived }) => {
      if (waived === undefined) return [];
      const { reason, owner, expires } = waived;
      return { code, case: caseId(result.check.id, result), reason, owner, expires };
    });
  });
}
