import type { AnyCheck } from './check.ts';
import type { Finding } from './finding.ts';
import { verdictOf } from './judge.ts';
import { measuredOf } from './relate.ts';
import type { Report, Tally, Verdict } from './report.ts';

/** Several hosts of one cluster, by their reports. */
export type Fleet = {
  readonly schema: 1;
  readonly hosts: readonly FleetHost[];
  /** What only shows where hosts are compared. */
  readonly findings: readonly Finding[];
  /** The worst of all hosts and of what shows between them. */
  readonly verdict: Verdict;
};

export type FleetHost = {
  readonly host: string;
  readonly startedAt: string;
  readonly verdict: Verdict;
  readonly tally: Tally;
};

/** From the worst on. */
const ORDER: readonly Verdict[] = ['fail', 'inconclusive', 'warn', 'pass'];

/** Puts reports together; of a host with several the latest counts. Pure. */
export function fleetOf(reports: readonly Report[], checks: readonly AnyCheck[]): Fleet {
  const latest = new Map<string, Report>();
  for (const report of reports.toSorted((a, b) => (a.startedAt < b.startedAt ? -1 : 1))) {
    latest.set(report.host.name, report);
  }
  const own = [...latest.values()];
  const findings = checks.flatMap((check) => comparedBy(check, own));
  const verdicts = [...own.map(({ verdict }) => verdict), verdictOf(findings)];
  return {
    schema: 1,
    hosts: own.map(({ host, startedAt, verdict, tally }) => ({
      ...{ host: host.name, startedAt, verdict, tally },
    })),
    findings,
    verdict: ORDER.find((verdict) => verdicts.includes(verdict)) ?? 'pass',
  };
}

function comparedBy(check: AnyCheck, reports: readonly Report[]): readonly Finding[] {
  if (check.compare === undefined) return [];
  const hosts = reports.map(({ host, results }) => ({
    host: host.name,
    cases: results.flatMap((result) => measuredOf(check, result)),
  }));
  return check.compare(hosts.filter(({ cases }) => cases.length > 0));
}
