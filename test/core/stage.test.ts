import { test } from 'tap';
import { planCases } from '#core/plan.ts';
import { runCases } from '#core/run.ts';
import { STAGES, type StageLimit, stageOf } from '#core/stage.ts';
import { stubCheck } from '../fakes/check.ts';
import { fakeIo } from '../fakes/io.ts';
import { siteWith } from '../fakes/site.ts';

const LATE: StageLimit = { only: ['after-join'], otherwise: 'nothing is there yet' };
const EARLY: StageLimit = { only: ['before-init', 'after-init'], otherwise: 'it is taken' };

/** One case of every stage, one that comes too early before the join, and one that has a mind of its own. */
const checks = [
  stubCheck({ id: 'always' }),
  stubCheck({
    id: 'late',
    stages: LATE,
    plan: () => [
      { key: 'one', from: 'local', subject: 'a', target: null },
      { key: 'none', from: 'local', notApplicable: 'nobody is named' },
      { key: 'own', from: 'local', target: null, stages: EARLY },
    ],
  }),
];

const expected = {
  'before-init': ['always:one', 'late:own'],
  'after-init': ['always:one', 'late:own'],
  'after-join': ['always:one', 'late:one'],
} as const;

for (const stage of STAGES) {
  test(`${stage} measures what makes sense then, and keeps the rest in the plan`, (t) => {
    const cases = planCases(checks, siteWith({ stage }));
    t.equal(cases.length, 4);
    t.strictSame(
      cases.filter(({ case: one }) => 'target' in one).map(({ id }) => id),
      expected[stage],
    );
    t.end();
  });
}

test('a site without a stage is before the join', (t) => {
  t.equal(stageOf({}), 'before-init');
  t.strictSame(
    planCases(checks, siteWith()).map(({ case: one }) => one),
    planCases(checks, siteWith({ stage: 'before-init' })).map(({ case: one }) => one),
  );
  t.end();
});

test('what belongs to another stage is skipped, with the stage and what stands in for it', async (t) => {
  const results = await runCases(planCases(checks, siteWith()), {
    ...{ io: fakeIo({ clock: { nowMs: () => 0, sleep: () => new Promise(() => undefined) } }) },
    ...{ signal: new AbortController().signal, waivers: [], caseDeadlineMs: 1000 },
    selection: { only: [], skip: ['late:none'] },
    laneLimits: { pure: 1, light: 4, quiet: 1, saturating: 1 },
  });
  t.strictSame(
    results.map(({ key, outcome }) => [key, outcome.status === 'skip' ? outcome.because : null]),
    [
      ['one', null],
      [
        'one',
        { kind: 'stage', stage: 'before-init', only: ['after-join'], why: 'nothing is there yet' },
      ],
      ['none', { kind: 'deselected' }],
      ['own', null],
    ],
  );
  t.equal(results[1]?.subject, 'a');
  t.notOk('target' in (results[1] ?? {}));
});
