import { atSeverity } from '#core/finding.ts';
import type { Outcome, Report, Result, SkipReason } from '#core/report.ts';
import { tallyOf, verdictOfRun } from '#core/summary.ts';
import { finding } from './check.ts';
import { siteWith } from './site.ts';

const judged = (
  status: 'pass' | 'warn' | 'inconclusive' | 'fail',
  ...findings: Parameters<typeof finding>[0][]
): Outcome => ({
  status,
  findings: findings.map(finding),
  metrics: [{ name: 'connect_ms', value: 1.5, unit: 'ms' }],
});

const skipped = (because: SkipReason): Outcome => ({ status: 'skip', because });

const waived: Outcome = {
  status: 'warn',
  findings: [
    {
      ...atSeverity(finding('fail'), 'warn'),
      waived: {
        from: 'fail',
        reason: 'no mesh yet',
        owner: 'platform team',
        expires: '2027-01-31',
      },
    },
  ],
  metrics: [],
};

const OUTCOMES: Readonly<Record<string, Outcome>> = {
  'tcp/443@10.20.1.10': judged('pass'),
  'tcp/443@10.20.2.10': judged('fail', 'fail', 'note'),
  'tcp/15001@10.20.1.30': waived,
  'udp/8472@10.80.1.11': judged('inconclusive', 'inconclusive'),
  'tcp/179@10.80.0.1': judged('warn', 'warn'),
  'tcp/4240@10.80.1.11': {
    status: 'error',
    fault: { kind: 'environment', message: 'No socket was left.', fix: 'Raise the limit.' },
  },
  'tcp/4244@10.80.1.11': {
    status: 'error',
    fault: { kind: 'deadline', message: 'It was not measured within 60 s.', fix: 'Look why.' },
  },
  'tcp/5473@10.80.1.11': {
    status: 'error',
    fault: { kind: 'bug', message: 'oops', stack: 'Error: oops\n    at judge (judge.ts:1:1)' },
  },
  'tcp/179@bgp': skipped({ kind: 'not-applicable', why: 'targets.bgpPeers names nobody to ask' }),
  'tcp/6443@10.20.1.10': skipped({ kind: 'deselected' }),
  'udp/53@172.20.0.10': skipped({
    ...{ kind: 'stage', stage: 'before-init', only: ['after-join'] },
    why: 'there is no cluster DNS yet',
  }),
  'dns@10.20.1.53': skipped({ kind: 'prerequisite', case: 'ports:udp/53@10.20.1.53' }),
  'tcp/9443@10.80.1.10': skipped({ kind: 'no-peer' }),
  'tcp/9099@10.80.1.11': skipped({ kind: 'cancelled', by: 'SIGINT' }),
};

/** One result as a run would leave it. */
export function resultOf(key: string, outcome: Outcome, checkId = 'ports'): Result {
  return {
    check: { id: checkId, title: `${checkId} are open`, why: 'Joining fails without.' },
    key,
    from: key.startsWith('tcp/9443') ? 'peer' : 'local',
    durationMs: 12.3456,
    outcome,
    target: { key },
    measurement: { afterMs: 1.5 },
  };
}

/** A report of these results, made at a fixed time on a fixed host. */
export function reportOf(results: readonly Result[], parts: Partial<Report> = {}): Report {
  return {
    schema: 1,
    tool: { name: 'hybrid-preflight', version: '0.0.0' },
    site: siteWith(),
    host: { name: 'node-1', os: 'Debian GNU/Linux 12', kernel: '6.1.0', arch: 'x64' },
    startedAt: '2026-11-20T12:00:00.000Z',
    durationMs: 3210,
    tally: tallyOf(results),
    verdict: verdictOfRun(results),
    results,
    ...parts,
  };
}

/** A report with every status and every reason to skip. */
export function fullReport(): Report {
  return reportOf(
    [
      ...Object.entries(OUTCOMES).map(([key, outcome]) => resultOf(key, outcome)),
      resultOf('networks', judged('pass'), 'cidr-overlap'),
    ],
    { site: siteWith({ stage: 'before-init' }) },
  );
}
