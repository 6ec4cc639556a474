import type { CaseIdentity, Vantage } from './check.ts';
import type { Finding } from './finding.ts';
import type { HostFacts } from './io.ts';
import type { Json } from './json.ts';
import type { Metric } from './metric.ts';
import type { Site } from './site.ts';
import type { Stage } from './stage.ts';

/** What a check can conclude. */
export type Verdict = 'pass' | 'warn' | 'inconclusive' | 'fail';

/** What ended a run early. */
export type Interruption = 'SIGINT' | 'SIGTERM' | 'run-deadline';

export type SkipReason =
  | { readonly kind: 'not-applicable'; readonly why: string }
  | {
      readonly kind: 'stage';
      /** The stage of this run. */
      readonly stage: Stage;
      readonly only: readonly Stage[];
      readonly why: string;
    }
  | { readonly kind: 'deselected' }
  | { readonly kind: 'prerequisite'; readonly case: string }
  | { readonly kind: 'no-peer' }
  | { readonly kind: 'cancelled'; readonly by: Interruption };

/** Why a case has no verdict although it was tried. */
export type Fault =
  | { readonly kind: 'environment'; readonly message: string; readonly fix: string }
  | { readonly kind: 'deadline'; readonly message: string; readonly fix: string }
  | { readonly kind: 'bug'; readonly message: string; readonly stack: string };

/** Checks can only bring about a verdict. Only the runner can skip, and only a throw becomes an error. */
export type Outcome =
  | {
      readonly status: Verdict;
      readonly findings: readonly Finding[];
      readonly metrics: readonly Metric[];
    }
  | { readonly status: 'skip'; readonly because: SkipReason }
  | { readonly status: 'error'; readonly fault: Fault };

export type Status = Outcome['status'];
export type Tally = Readonly<Record<Status, number>>;

export type CheckSummary = { readonly id: string; readonly title: string; readonly why: string };

export type Result = CaseIdentity & {
  readonly check: CheckSummary;
  readonly durationMs: number;
  readonly outcome: Outcome;
  readonly target?: Json;
  readonly measurement?: Json;
};

/** Everything a renderer needs, and all that it takes to judge again. Renderers receive this and nothing else. */
export type Report = {
  readonly schema: 1;
  readonly tool: { readonly name: string; readonly version: string };
  readonly site: Site;
  readonly host: HostFacts;
  /** ISO 8601, UTC */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly interrupted?: Interruption;
  readonly tally: Tally;
  readonly verdict: Verdict;
  readonly results: readonly Result[];
};

/** The name of a case on the command line, in waivers and in reports: `check:key`, `check:peer:key` at the far side. */
export function caseId(checkId: string, { from, key }: { from: Vantage; key: string }): string {
  return from === 'peer' ? `${checkId}:peer:${key}` : `${checkId}:${key}`;
}
