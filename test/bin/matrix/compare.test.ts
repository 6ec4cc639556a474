import { test } from 'tap';
import type { Severity } from '#core/finding.ts';
import type { Report, Result } from '#core/report.ts';
import { compare, verdictOf } from '../../../bin/dev/matrix/compare.ts';
import { closingLine, matrixTable } from '../../../bin/dev/matrix/table.ts';

const CHECKS = ['firewall-ports', 'dns-forwarding'];

interface Said {
  readonly code: string;
  readonly severity: Severity;
}

function resultOf(key: string, ...said: readonly Said[]): Result {
  return {
    key,
    from: 'local',
    check: { id: 'firewall-ports', title: '', why: '' },
    durationMs: 1,
    outcome: {
      status: said.length === 0 ? 'pass' : 'fail',
      findings: said.map((one) => ({ ...one, title: '', detail: '', fix: '', data: null })),
      metrics: [],
    },
  };
}

const filtered = { code: 'firewall-ports/filtered', severity: 'fail' } as const;
const note = { code: 'firewall-ports/openPath', severity: 'note' } as const;

const run = (...results: readonly Result[]): Pick<Report, 'results'> => ({ results });

test('found where it was expected, and nothing else', async (t) => {
  const fault = {
    name: 'api-drop',
    expects: [{ finding: 'firewall-ports/filtered', cases: '*:tcp/443@a' }],
    allows: [],
  };
  const row = compare(fault, run(resultOf('tcp/443@a', filtered), resultOf('x', note)), CHECKS);
  t.strictSame(row, {
    fault: 'api-drop',
    found: ['firewall-ports/filtered @ *:tcp/443@a'],
    missing: [],
    pending: [],
    unexpected: [],
  });
  t.equal(verdictOf(row), 'ok');
});

test('the right code at another place is both missing and unexpected', async (t) => {
  const fault = {
    name: 'api-drop',
    expects: [{ finding: 'firewall-ports/filtered', cases: '*@a' }],
    allows: [],
  };
  const row = compare(fault, run(resultOf('tcp/443@b', filtered)), CHECKS);
  t.strictSame(row.missing, ['firewall-ports/filtered @ *@a']);
  t.strictSame(row.unexpected, ['firewall-ports/filtered @ firewall-ports:tcp/443@b']);
  t.equal(verdictOf(row), 'FAILED');
});

test('a row may want a case to have passed, with notes or without; one that failed has not', async (t) => {
  const fault = {
    name: 'only-way',
    expects: [{ finding: 'firewall-ports/passed', cases: '*:tcp/443@a' }],
    allows: [{ finding: 'firewall-ports/filtered' }],
  };
  const passed = { ...resultOf('tcp/443@a', note) };
  const outcome = { ...passed.outcome, status: 'pass' } as typeof passed.outcome;
  t.equal(verdictOf(compare(fault, run({ ...passed, outcome }), CHECKS)), 'ok');
  t.equal(verdictOf(compare(fault, run(resultOf('tcp/443@a')), CHECKS)), 'ok');
  t.equal(verdictOf(compare(fault, run(resultOf('tcp/443@b')), CHECKS)), 'FAILED');
  t.strictSame(compare(fault, run(resultOf('tcp/443@a', filtered)), CHECKS).missing, [
    'firewall-ports/passed @ *:tcp/443@a',
  ]);
});

test('what is allowed may be found or not', async (t) => {
  const fault = { name: 'dead', expects: [], allows: [{ finding: 'firewall-ports/filtered' }] };
  t.equal(verdictOf(compare(fault, run(resultOf('a', filtered)), CHECKS)), 'ok');
  t.equal(verdictOf(compare(fault, run(resultOf('a')), CHECKS)), 'ok');
});

test('what no check can find yet is pending, never passed; a false alarm still fails', async (t) => {
  const fault = {
    name: 'delay',
    expects: [
      { finding: 'latency/tooHigh' },
      { finding: 'firewall-ports/filtered', isPending: true as const },
    ],
    allows: [],
  };
  const quiet = compare(fault, run(resultOf('a')), CHECKS);
  t.strictSame(quiet.pending, ['latency/tooHigh', 'firewall-ports/filtered']);
  t.equal(verdictOf(quiet), 'pending');
  t.equal(verdictOf(compare(fault, run(resultOf('a', filtered)), CHECKS)), 'FAILED');
});

test('a case that could not be measured is a false alarm; a skipped one is not', async (t) => {
  const broken: Result = {
    ...resultOf('b'),
    outcome: { status: 'error', fault: { kind: 'bug', message: '', stack: '' } },
  };
  const skipped: Result = {
    ...resultOf('c'),
    outcome: { status: 'skip', because: { kind: 'no-peer' } },
  };
  const row = compare({ name: 'healthy', expects: [], allows: [] }, run(broken, skipped), CHECKS);
  t.strictSame(row.unexpected, ['firewall-ports/notMeasured @ firewall-ports:b']);
});

test('the table and its last line', async (t) => {
  const rows = [
    { fault: 'one', found: ['x/y @ z'], missing: [], pending: ['p/q'], unexpected: [] },
    { fault: 'two', found: [], missing: ['m/n'], pending: [], unexpected: ['u/v @ w'] },
    { fault: 'healthy, run 1', found: [], missing: [], pending: [], unexpected: [] },
  ];
  t.equal(
    matrixTable(rows),
    `fault           expected  got                     verdict
one             x/y @ z   found                   pending
                p/q       pending: not built yet
two             m/n       NOT FOUND               FAILED
                          UNEXPECTED u/v @ w
healthy, run 1  nothing   nothing                 ok
`,
  );
  t.equal(closingLine(rows), 'rows: 3, ok: 1, failed: 1, pending: 1\n');
});
