import type { Finding, Severity } from './finding.ts';
import { matchesGlob } from './glob.ts';

/** Somebody's word that a finding is known and accepted until a day. */
export type Waiver = {
  /** a finding code, `firewall-ports/filtered` */
  readonly code: string;
  /** a pattern over case ids; `*` stands for anything */
  readonly case: string;
  readonly reason: string;
  readonly owner: string;
  /** the last day that it holds, `2027-01-31` */
  readonly expires: string;
};

/** A waived finding stays visible but no longer fails a run. */
const WAIVED_TO: Readonly<Record<Severity, Severity>> = {
  fail: 'warn',
  inconclusive: 'warn',
  warn: 'note',
  note: 'note',
};

/** Returns the finding, lowered by the first waiver that names its code and its case. */
export function applyWaivers(
  finding: Finding,
  caseName: string,
  waivers: readonly Waiver[],
): Finding {
  const waiver = waivers.find(
    ({ code, case: pattern }) => code === finding.code && matchesGlob(pattern, caseName),
  );
  if (waiver === undefined) return finding;
  const { reason, owner, expires } = waiver;
  return {
    ...finding,
    severity: WAIVED_TO[finding.severity],
    waived: { from: finding.severity, reason, owner, expires },
  };
}
