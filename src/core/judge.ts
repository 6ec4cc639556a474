import type { AnyCheck } from './check.ts';
import { faultOf } from './fault.ts';
import { type Finding, SEVERITIES, type Severity } from './finding.ts';
import type { Json } from './json.ts';
import type { Outcome, Verdict } from './report.ts';
import { applyWaivers, type Waiver } from './waiver.ts';

const VERDICT: Readonly<Record<Severity, Verdict>> = {
  note: 'pass',
  warn: 'warn',
  inconclusive: 'inconclusive',
  fail: 'fail',
};

/** The worst finding decides. No findings means pass. */
export function verdictOf(findings: readonly Finding[]): Verdict {
  const worst = findings.reduce(
    (rank, { severity }) => Math.max(rank, SEVERITIES.indexOf(severity)),
    0,
  );
  return VERDICT[SEVERITIES[worst] ?? 'note'];
}

export interface Evidence {
  readonly caseName: string;
  readonly target: Json;
  readonly measurement: Json;
}

/**
 * Returns the outcome of one measured case, waivers applied. Pure: a saved measurement gives the same again.
 * A judge that dies of what it reads is a bug with its stack, and ends nobody else's run.
 */
export function judgeCase(
  check: AnyCheck,
  { caseName, target, measurement }: Evidence,
  waivers: readonly Waiver[],
): Outcome {
  try {
    const { findings, metrics } = check.judge(target, measurement);
    const weighed = findings.map((finding) => applyWaivers(finding, caseName, waivers));
    return { status: verdictOf(weighed), findings: weighed, metrics };
  } catch (thrown) {
    return { status: 'error', fault: faultOf(thrown) };
  }
}
