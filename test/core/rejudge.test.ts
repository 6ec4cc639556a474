import { test } from 'tap';
import { planCases } from '#core/plan.ts';
import { rejudge, waiversOf } from '#core/rejudge.ts';
import type { Report, Result } from '#core/report.ts';
import { finding, stubCheck } from '../fakes/check.ts';
import { siteWith } from '../fakes/site.ts';

type Limit = { readonly most: number };

/** Fails when the saved number exceeds the limit that the plan puts into the target. */
const check = stubCheck({
  plan: ({ baseline }) => [
    { key: 'mtu', from: 'local', target: { most: baseline.mtuBytes } satisfies Limit },
  ],
  judge: (target, measurement) => ({
    findings: Number(measurement) > (target as Limit).most ? [finding('fail')] : [],
    metrics: [],
  }),
});

const result: Result = {
  check: { id: 'stub', title: '', why: '' },
  key: 'mtu',
  from: 'local',
  durationMs: 1,
  target: { most: 1000 },
  measurement: 1400,
  outcome: { status: 'fail', findings: [finding('fail')], metrics: [] },
};

const report: Report = {
  schema: 1,
  tool: { name: 'hybrid-preflight', version: '0' },
  site: siteWith(),
  host: { name: '', os: '', kernel: '', arch: '' },
  startedAt: '2026-01-01T00:00:00.000Z',
  durationMs: 1,
  tally: { pass: 0, warn: 0, inconclusive: 0, fail: 1, skip: 0, error: 0 },
  verdict: 'fail',
  results: [result],
};

function judgedBy(mtuBytes: number, results: readonly Result[] = [result]): Report {
  const site = siteWith({ baseline: { ...siteWith().baseline, mtuBytes } });
  const cases = planCases([check], site);
  return rejudge({ ...report, results }, { checks: [check], site, cases, waivers: [] });
}

test('a saved measurement is judged by the new plan’s limits', (t) => {
  t.match(judgedBy(1500), { verdict: 'pass', tally: { pass: 1, fail: 0 } });
  t.match(judgedBy(1300), { verdict: 'fail', tally: { pass: 0, fail: 1 } });
  t.end();
});

test('a case that the new plan lacks keeps the limits it was measured with', (t) => {
  t.equal(judgedBy(1500, [{ ...result, key: 'other' }]).verdict, 'fail');
  t.end();
});

test('what was skipped, or belongs to an unknown check, stays as it was', (t) => {
  const skipped: Result = {
    check: result.check,
    key: result.key,
    from: 'local',
    durationMs: 0,
    outcome: { status: 'skip', because: { kind: 'no-peer' } },
  };
  const foreign: Result = { ...result, check: { ...result.check, id: 'foreign' } };
  const judged = judgedBy(1500, [skipped, foreign]);
  t.strictSame(judged.results, [skipped, foreign]);
  t.end();
});

test('the waivers of a saved report can be read back from what they lowered', (t) => {
  const waived = { from: 'fail', reason: 'known', owner: 'net', expires: '2027-01-31' } as const;
  const outcome = {
    status: 'warn',
    findings: [{ ...finding('warn'), waived }, finding('note')],
    metrics: [],
  } as const;
  t.strictSame(waiversOf({ ...report, results: [{ ...result, outcome }] }), [
    { code: 'stub/seen', case: 'stub:mtu', reason: 'known', owner: 'net', expires: '2027-01-31' },
  ]);
  t.end();
});
