import type { AnyCheck, Case, CaseIdentity } from './check.ts';
import type { Json } from './json.ts';
import { caseId, type SkipReason } from './report.ts';
import type { Site } from './site.ts';
import { type StageLimit, stageOf } from './stage.ts';

/** A case that means something at another stage than the one that is run. */
export type CaseElsewhen = CaseIdentity & {
  readonly elsewhen: Extract<SkipReason, { kind: 'stage' }>;
};

/** One case of one check, with the name that reports, waivers and the command line know it by. */
export interface PlannedCase {
  readonly id: string;
  readonly check: AnyCheck;
  readonly case: Case<Json> | CaseElsewhen;
}

/**
 * Returns every case that this site asks for, in the order of the checks. Pure. A case of another stage stays in the plan
 * under its name, without a target: reports then have the same cases at every stage.
 * Throws when a check plans two cases of one name: no report could tell them apart.
 */
export function planCases(checks: readonly AnyCheck[], site: Site): readonly PlannedCase[] {
  const planned = checks.flatMap((check) =>
    check.plan(site, site.options[check.id] ?? {}).map((planned) => ({
      id: caseId(check.id, planned),
      check,
      case: atStage(planned, planned.stages ?? check.stages, site),
    })),
  );
  const seen = new Set<string>();
  for (const { id } of planned) {
    if (seen.has(id)) throw new Error(`two cases are named ${id}`);
    seen.add(id);
  }
  return planned;
}

function atStage(
  planned: Case<Json>,
  limit: StageLimit | undefined,
  site: Site,
): PlannedCase['case'] {
  const stage = stageOf(site);
  if (limit === undefined || limit.only.includes(stage)) return planned;
  const { key, from, subject } = planned;
  const { only, otherwise: why } = limit;
  return {
    key,
    from,
    ...(subject === undefined ? {} : { subject }),
    elsewhen: { kind: 'stage', stage, only, why },
  };
}
