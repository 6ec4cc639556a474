import type { Json } from './json.ts';
import type { ValueOrigin } from './origin.ts';

/** How bad a finding is, mildest first. `inconclusive` outranks `warn`: not knowing is worse than a blemish. */
export const SEVERITIES = ['note', 'warn', 'inconclusive', 'fail'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Why a finding weighs less than it would: somebody answers for it until a day. */
export type Waived = {
  readonly from: Severity;
  readonly reason: string;
  readonly owner: string;
  readonly expires: string;
};

/** One thing worth telling the user: what is wrong, what proves it, what to do. */
export type Finding = {
  readonly code: string;
  readonly severity: Severity;
  readonly title: string;
  readonly detail: string;
  readonly fix: string;
  readonly data: Json;
  /** Where values that it speaks of were read. */
  readonly origins?: readonly ValueOrigin[];
  readonly waived?: Waived;
};

/** The same finding at another severity: an optional port that is closed is no failure. */
export function atSeverity(finding: Finding, severity: Severity): Finding {
  return { ...finding, severity };
}
