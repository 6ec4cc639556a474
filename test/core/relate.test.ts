import { test } from 'tap';
import { type AnyCheck, defineCheck } from '#core/check.ts';
import type { Finding } from '#core/finding.ts';
import { planCases } from '#core/plan.ts';
import { rejudge } from '#core/rejudge.ts';
import { relateResults } from '#core/relate.ts';
import type { Result } from '#core/report.ts';
import { runCases } from '#core/run.ts';
import { fakeIo } from '../fakes/io.ts';
import { siteWith } from '../fakes/site.ts';

const DIFFERS: Finding = {
  code: 'twins/differ',
  severity: 'warn',
  title: 'They differ',
  detail: 'One says 1, the other 2.',
  fix: 'Make them agree.',
  data: null,
};

/** Two cases that pass each by itself. */
function twins(relate: NonNullable<AnyCheck['relate']>): AnyCheck {
  return defineCheck<number, number, Record<string, never>>({
    id: 'twins',
    title: 'Twins agree',
    why: 'They should.',
    explanation: { proves: [], doesNotProve: [], sources: [] },
    vocabulary: { scope: 'twins', examples: [] },
    needs: [],
    lane: 'pure',
    options: {},
    plan: () => [1, 2].map((target) => ({ key: `twin-${target}`, from: 'local', target })),
    measure: (target) => Promise.resolve(target),
    judge: () => ({ findings: [], metrics: [] }),
    relate,
  });
}

async function run(check: AnyCheck, waivers: Parameters<typeof relateResults>[2] = []) {
  return runCases(planCases([check], siteWith()), {
    io: fakeIo(),
    signal: new AbortController().signal,
    selection: { only: [], skip: [] },
    waivers,
    laneLimits: { pure: 2, light: 1, quiet: 1, saturating: 1 },
    caseDeadlineMs: 1000,
  });
}

const statuses = (results: readonly Result[]) => results.map(({ outcome }) => outcome.status);

const differ: NonNullable<AnyCheck['relate']> = (cases) =>
  new Set(cases.map(({ measurement }) => measurement)).size < 2
    ? []
    : [{ id: 'twins:twin-2', findings: [DIFFERS] }];

test('what only all cases together show weighs on the case that it is about', async (t) => {
  const results = await run(twins(differ));
  t.strictSame(statuses(results), ['pass', 'warn']);
  t.match(results[1], { outcome: { findings: [{ code: 'twins/differ' }] } });
});

test('waivers hold for it as for any other', async (t) => {
  const waiver = {
    code: 'twins/differ',
    case: '*',
    reason: 'known',
    owner: 'me',
    expires: '2027-01-01',
  };
  t.strictSame(statuses(await run(twins(differ), [waiver])), ['pass', 'pass']);
});

test('a saved report gives the same again', async (t) => {
  const check = twins(differ);
  const results = await run(check);
  const report = {
    schema: 1,
    tool: { name: 'x', version: '1' },
    site: siteWith(),
    host: { name: '', os: '', kernel: '', arch: '' },
    startedAt: '',
    durationMs: 0,
    tally: { pass: 0, warn: 0, inconclusive: 0, fail: 0, skip: 0, error: 0 },
    verdict: 'pass',
    results,
  } as const;
  const site = siteWith();
  const again = rejudge(report, { checks: [check], site, cases: [], waivers: [] });
  t.strictSame(statuses(again.results), ['pass', 'warn']);
  t.equal(
    again.results[1]?.outcome.status === 'warn' && again.results[1].outcome.findings.length,
    1,
  );
  t.equal(again.verdict, 'warn');
});

test('a check that dies of it is a bug that is seen, and ends nobody else’s run', async (t) => {
  const broken = twins(() => {
    throw new TypeError('oops');
  });
  const results = await run(broken);
  t.strictSame(statuses(results), ['error', 'pass']);
  t.match(results[0], { outcome: { fault: { kind: 'bug', message: 'oops' } } });
});
