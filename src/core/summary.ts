import type { Report, Result, Status, Tally, Verdict } from './report.ts';

/** Returns how many results have each status. */
export function tallyOf(results: readonly Result[]): Tally {
  const tally: Record<Status, number> = {
    pass: 0,
    warn: 0,
    inconclusive: 0,
    fail: 0,
    skip: 0,
    error: 0,
  };
  for (const { outcome } of results) tally[outcome.status] += 1;
  return tally;
}

/**
 * Returns the verdict of a whole run. What could not be measured, or was cut off, makes a run without
 * failures inconclusive; so does a run that measured nothing: silence is no pass.
 */
export function verdictOfRun(results: readonly Result[]): Verdict {
  const tally = tallyOf(results);
  if (tally.fail > 0) return 'fail';
  const measured = tally.pass + tally.warn + tally.inconclusive;
  if (tally.error > 0 || tally.inconclusive > 0 || measured === 0 || results.some(wasCancelled)) {
    return 'inconclusive';
  }
  return tally.warn > 0 ? 'warn' : 'pass';
}

function wasCancelled({ outcome }: Result): boolean {
  return outcome.status === 'skip' && outcome.because.kind === 'cancelled';
}

/** The worst verdict that a run may end with before its exit code says so. */
export const FAIL_ON = ['fail', 'warn', 'never'] as const;
export type FailOn = (typeof FAIL_ON)[number];

/** Exit codes are an interface: see the README before changing one. */
export const EXIT = {
  passed: 0,
  internalError: 1,
  usage: 2,
  failed: 3,
  warned: 4,
  inconclusive: 5,
  SIGINT: 130,
  SIGTERM: 143,
} as const;

/** Returns the exit code that a finished report stands for. */
export function exitCodeOf(
  { verdict, interrupted }: Pick<Report, 'verdict' | 'interrupted'>,
  failOn: FailOn,
): number {
  if (interrupted === 'SIGINT' || interrupted === 'SIGTERM') return EXIT[interrupted];
  if (failOn === 'never') return EXIT.passed;
  switch (verdict) {
    case 'pass':
      return EXIT.passed;
    case 'warn':
      return failOn === 'warn' ? EXIT.warned : EXIT.passed;
    case 'inconclusive':
      return EXIT.inconclusive;
    case 'fail':
      return EXIT.failed;
  }
}
