import { test } from 'tap';
import type { Severity } from '#core/finding.ts';
import { judgeCase, verdictOf } from '#core/judge.ts';
import type { Result } from '#core/report.ts';
import { exitCodeOf, tallyOf, verdictOfRun } from '#core/summary.ts';
import { finding, stubCheck } from '../fakes/check.ts';

const worst: readonly { findings: readonly Severity[]; verdict: string }[] = [
  { findings: [], verdict: 'pass' },
  { findings: ['note'], verdict: 'pass' },
  { findings: ['note', 'warn'], verdict: 'warn' },
  { findings: ['inconclusive', 'warn'], verdict: 'inconclusive' },
  { findings: ['warn', 'fail', 'inconclusive'], verdict: 'fail' },
];

for (const { findings, verdict } of worst) {
  test(`findings [${findings.join(', ')}] mean ${verdict}`, (t) => {
    t.equal(verdictOf(findings.map(finding)), verdict);
    t.end();
  });
}

const waiver = {
  code: 'stub/seen',
  case: 'stub:*',
  reason: 'known',
  owner: 'net team',
  expires: '2027-01-31',
};

const waived: readonly { severity: Severity; caseName: string; becomes: Severity }[] = [
  { severity: 'fail', caseName: 'stub:one', becomes: 'warn' },
  { severity: 'inconclusive', caseName: 'stub:one', becomes: 'warn' },
  { severity: 'warn', caseName: 'stub:one', becomes: 'note' },
  { severity: 'fail', caseName: 'other:one', becomes: 'fail' },
];

for (const { severity, caseName, becomes } of waived) {
  test(`a waiver for stub:* turns a ${severity} of ${caseName} into ${becomes}`, (t) => {
    const check = stubCheck({ judge: () => ({ findings: [finding(severity)], metrics: [] }) });
    const outcome = judgeCase(check, { caseName, target: null, measurement: null }, [waiver]);
    const [judged] = 'findings' in outcome ? outcome.findings : [];
    t.equal(judged?.severity, becomes);
    t.match(
      judged?.waived,
      becomes === severity ? undefined : { from: severity, owner: 'net team' },
    );
    t.end();
  });
}

type Of = Result['outcome'];
const cancelled: Of = { status: 'skip', because: { kind: 'cancelled', by: 'SIGINT' } };
const noPeer: Of = { status: 'skip', because: { kind: 'no-peer' } };
const error: Of = { status: 'error', fault: { kind: 'bug', message: '', stack: '' } };
const judged = (status: 'pass' | 'warn' | 'inconclusive' | 'fail'): Of => ({
  status,
  findings: [],
  metrics: [],
});

const runs: readonly { outcomes: readonly Of[]; verdict: string; code: number; strict: number }[] =
  [
    { outcomes: [], verdict: 'inconclusive', code: 5, strict: 5 },
    { outcomes: [noPeer], verdict: 'inconclusive', code: 5, strict: 5 },
    { outcomes: [judged('pass'), noPeer], verdict: 'pass', code: 0, strict: 0 },
    { outcomes: [judged('warn'), judged('pass')], verdict: 'warn', code: 0, strict: 4 },
    {
      outcomes: [judged('inconclusive'), judged('warn')],
      verdict: 'inconclusive',
      code: 5,
      strict: 5,
    },
    { outcomes: [judged('pass'), error], verdict: 'inconclusive', code: 5, strict: 5 },
    { outcomes: [judged('pass'), cancelled], verdict: 'inconclusive', code: 5, strict: 5 },
    { outcomes: [judged('fail'), error, cancelled], verdict: 'fail', code: 3, strict: 3 },
  ];

for (const { outcomes, verdict, code, strict } of runs) {
  const name = outcomes.map(({ status }) => status).join(', ');
  test(`a run of [${name}] is ${verdict} and exits ${code}`, (t) => {
    const check = { id: 'stub', title: '', why: '' };
    const results = outcomes.map((outcome): Result => ({
      check,
      key: 'one',
      from: 'local',
      durationMs: 0,
      outcome,
    }));
    const found = verdictOfRun(results);
    t.equal(found, verdict);
    t.equal(exitCodeOf({ verdict: found }, 'fail'), code);
    t.equal(exitCodeOf({ verdict: found }, 'warn'), strict);
    t.equal(exitCodeOf({ verdict: found }, 'never'), 0);
    t.equal(
      Object.values(tallyOf(results)).reduce((sum, count) => sum + count, 0),
      outcomes.length,
    );
    t.end();
  });
}

test('an interrupted run exits as the signal asks, whatever it found', (t) => {
  t.equal(exitCodeOf({ verdict: 'fail', interrupted: 'SIGINT' }, 'fail'), 130);
  t.equal(exitCodeOf({ verdict: 'pass', interrupted: 'SIGTERM' }, 'never'), 143);
  t.equal(exitCodeOf({ verdict: 'inconclusive', interrupted: 'run-deadline' }, 'fail'), 5);
  t.end();
});
