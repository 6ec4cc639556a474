import type { AnyCheck, Case } from './check.ts';
import type { Json } from './json.ts';
import { caseId } from './report.ts';
import type { Site } from './site.ts';

/** One case of one check, with the name that reports, waivers and the command line know it by. */
export interface PlannedCase {
  readonly id: string;
  readonly check: AnyCheck;
  readonly case: Case<Json>;
}

/**
 * Returns every case that this site asks for, in the order of the checks. Pure.
 * Throws when a check plans two cases of one name: no report could tell them apart.
 */
export function planCases(checks: readonly AnyCheck[], site: Site): readonly PlannedCase[] {
  const planned = checks.flatMap((check) =>
    check
      .plan(site, site.options[check.id] ?? {})
      .map((planned) => ({ id: caseId(check.id, planned), check, case: planned })),
  );
  const seen = new Set<string>();
  for (const { id } of planned) {
    if (seen.has(id)) throw new Error(`two cases are named ${id}`);
    seen.add(id);
  }
  return planned;
}
