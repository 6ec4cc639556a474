import { test } from 'tap';
import { planCases } from '#core/plan.ts';
import { isSelected } from '#core/selection.ts';
import { casesNamed, stubCheck } from '../fakes/check.ts';
import { siteWith } from '../fakes/site.ts';

test('a case is named by its check, its vantage and its key', (t) => {
  const check = stubCheck({
    plan: () => [
      { key: 'tcp/443@10.20.1.10', from: 'local', target: null },
      { key: 'tcp/443@10.20.1.10', from: 'peer', target: null },
    ],
  });
  t.strictSame(
    planCases([check], siteWith()).map(({ id }) => id),
    ['stub:tcp/443@10.20.1.10', 'stub:peer:tcp/443@10.20.1.10'],
  );
  t.end();
});

test('two cases of one name are a bug of their check', (t) => {
  const check = stubCheck({ plan: casesNamed('one', 'one') });
  t.throws(() => planCases([check], siteWith()), /two cases are named stub:one/);
  t.end();
});

test('a check gets its own section of the options', (t) => {
  const seen: unknown[] = [];
  const check = stubCheck({
    plan: (_site, options) => {
      seen.push(options);
      return [];
    },
  });
  planCases([check], siteWith({ options: { stub: { depth: 3 }, other: {} } }));
  t.strictSame(seen, [{ depth: 3 }]);
  t.end();
});

const selections = [
  { only: [], skip: [], kept: ['one', 'two'] },
  { only: ['stub'], skip: [], kept: ['one', 'two'] },
  { only: ['stub:one'], skip: [], kept: ['one'] },
  { only: ['other'], skip: [], kept: [] },
  { only: [], skip: ['*:two'], kept: ['one'] },
  { only: ['stub'], skip: ['stub:one'], kept: ['two'] },
];

for (const { only, skip, kept } of selections) {
  test(`only [${only.join()}] and skip [${skip.join()}] keep [${kept.join()}]`, (t) => {
    const cases = planCases([stubCheck({ plan: casesNamed('one', 'two') })], siteWith());
    t.strictSame(
      cases
        .filter((planned) => isSelected(planned, { only, skip }))
        .map(({ case: { key } }) => key),
      kept,
    );
    t.end();
  });
}
