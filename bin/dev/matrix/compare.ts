import { matchesGlob } from '#core/glob.ts';
import type { Json } from '#core/json.ts';
import { caseId, type Report } from '#core/report.ts';
import type { Expectation, Fault } from '../../../src/lab/faults/fault.ts';

/** One finding of a run, where it came from, and whether it is more than a note. */
export interface Got {
  readonly finding: string;
  readonly case: string;
  /** Where it says that packets end, where it says so. */
  readonly breaksAt?: string;
  readonly isRed: boolean;
}

/** What a run under a fault should have said, and what it said. */
export interface Row {
  readonly fault: string;
  /** Expected and found. */
  readonly found: readonly string[];
  /** Expected, and not found although its check ran. */
  readonly missing: readonly string[];
  /** Expected of a check that does not exist yet, or does not see it yet. */
  readonly pending: readonly string[];
  /** Red, and not expected. */
  readonly unexpected: readonly string[];
}

export type RowVerdict = 'ok' | 'pending' | 'FAILED';

/** Honest on both sides: what is missing and what is too much fail alike; what is pending is never a pass. */
export function verdictOf({ missing, unexpected, pending }: Row): RowVerdict {
  if (missing.length > 0 || unexpected.length > 0) return 'FAILED';
  return pending.length > 0 ? 'pending' : 'ok';
}

/** Holds what a run found against what the fault must bring, and nothing else. */
export function compare(
  { name, expects, allows }: Pick<Fault, 'name' | 'expects' | 'allows'>,
  report: Pick<Report, 'results'>,
  checkIds: readonly string[],
): Row {
  const got = findingsOf(report);
  const isPending = (one: Expectation): boolean =>
    one.isPending === true || !checkIds.includes(checkOf(one));
  const due = expects.filter((one) => !isPending(one));
  const isFound = (one: Expectation): boolean => got.some((finding) => meets(finding, one));
  return {
    fault: name,
    found: due.filter(isFound).map(describe),
    missing: due.filter((one) => !isFound(one)).map(describe),
    pending: expects.filter(isPending).map(describe),
    unexpected: got
      .filter(({ isRed }) => isRed)
      .filter((finding) => ![...due, ...allows].some((one) => meets(finding, one)))
      .map((one) => `${one.finding} @ ${one.case}`),
  };
}

/** Every finding of the run; a case that could not be measured is one as well, and one that passed. */
export function findingsOf({ results }: Pick<Report, 'results'>): readonly Got[] {
  return results.flatMap((result) => {
    const { outcome, check } = result;
    const id = caseId(check.id, result);
    if (outcome.status === 'error') {
      return [{ finding: `${check.id}/notMeasured`, case: id, isRed: true }];
    }
    if (outcome.status === 'skip') return [];
    const passed = { finding: `${check.id}/passed`, case: id, isRed: false };
    const said = outcome.findings.map(({ code, severity, data }) => ({
      finding: code,
      case: id,
      isRed: severity !== 'note',
      ...breaksAtOf(data),
    }));
    return outcome.status === 'pass' ? [passed, ...said] : said;
  });
}

function breaksAtOf(data: Json): Pick<Got, 'breaksAt'> {
  if (typeof data !== 'object' || data === null || !('breaksAt' in data)) return {};
  return typeof data['breaksAt'] === 'string' ? { breaksAt: data['breaksAt'] } : {};
}

function meets(got: Got, { finding, breaksAt, cases = '*' }: Expectation): boolean {
  const isThere = breaksAt === undefined || breaksAt === got.breaksAt;
  return matchesGlob(finding, got.finding) && isThere && matchesGlob(cases, got.case);
}

function checkOf({ finding }: Expectation): string {
  return finding.split('/')[0] ?? finding;
}

function describe({ finding, breaksAt, cases }: Expectation): string {
  const side = breaksAt === undefined ? '' : `[${breaksAt}]`;
  const where = cases === undefined ? '' : ` @ ${cases}`;
  return `${finding}${side}${where}`;
}
