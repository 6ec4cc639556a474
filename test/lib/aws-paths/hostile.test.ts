import fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'tap';
import { joinFacts, NO_FACTS } from '#lib/aws-facts/facts.ts';
import { readAnswer } from '#lib/aws-facts/read-answer.ts';
import { siteAwsOf } from '#lib/aws-paths/site-aws.ts';
import { awsRoutes } from '../../../checks/aws-routes/check.ts';
import { siteWith } from '../../fakes/site.ts';

const FOLDER = 'test/config/import/site/answers';
const answers = readdirSync(FOLDER).map(
  (name) => JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as unknown,
);

const strange = fc.oneof(
  fc.constantFrom<unknown>(null, '', '0.0.0.0/0', '10.80.0.0/16', 'tgw-\n$ id', '-1', [], {}),
  fc.constantFrom<unknown>(-1, 0, 443, 65_536, 2 ** 53, true, 'blackhole', 'local', 'vpc-0a1'),
  fc.string(),
);

/** Puts something else in the place of some values. */
function spoil(value: unknown, choose: () => unknown): unknown {
  const picked = choose();
  if (picked !== KEEP) return picked;
  if (Array.isArray(value)) return value.map((one) => spoil(one, choose));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, spoil(one, choose)]));
}

const KEEP = Symbol('keep');

test('spoilt answers are judged, bounded and without a line of their own in a fix', async (t) => {
  let judgedCases = 0;
  fc.assert(
    fc.property(fc.gen(), (gen) => {
      const choose = () => (gen(fc.integer, { min: 0, max: 60 }) === 0 ? gen(() => strange) : KEEP);
      const facts = answers
        .map((answer) => readAnswer(spoil(answer, choose), 'a.json').facts)
        .reduce(joinFacts, NO_FACTS);
      const site = siteWith({
        cluster: { name: 'prod', endpointMode: 'private' },
        resolvers: { ...siteWith().resolvers, onPrem: [{ host: '10.80.0.53' }] },
        aws: siteAwsOf(facts, 'prod'),
      });
      return awsRoutes.plan(site, {}).every((one) => {
        if (!('target' in one)) return one.notApplicable.length < 2000;
        judgedCases += 1;
        const { findings } = awsRoutes.judge(one.target, null);
        const lines = findings.flatMap(({ fix }) => fix.split('\n'));
        return lines.every((line) => line.length < 3000 && line !== '$ id');
      });
    }),
    { numRuns: 300 },
  );
  t.ok(judgedCases > 1000, `${judgedCases} cases`);
});
