import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'tap';
import type { Report } from '#core/report.ts';
import schema from '../../schema/report.schema.json' with { type: 'json' };
import { createValidator } from '#lib/schema-validator.ts';
import { fakeIo } from '../fakes/io.ts';
import { copySite, runIn } from './import-world.ts';

const CONFIG = `cluster: { name: prod }
networks: { vpc: [10.20.0.0/16], remoteNodes: [10.80.0.0/16], remotePods: [10.85.0.0/16] }
resolvers: { onPrem: [10.80.0.53] }
`;
const SAVED = `${CONFIG}aws: { answers: ../answers }\n`;

function siteIn(folder: string, config: string): string {
  copySite(folder);
  mkdirSync(join(folder, 'configs'));
  writeFileSync(join(folder, 'configs/preflight.yaml'), config);
  return folder;
}

const OWN = ['-c', 'configs/preflight.yaml'];
const ONLY = ['--only', 'aws-routes'];
const REPORT = ['-o', 'json=report.json', '--quiet'];

test('answers that the config names are found from its folder, and judged', async (t) => {
  const folder = siteIn(t.testdir({}), SAVED);
  const said = await runIn(folder, ['run', ...OWN, ...ONLY, ...REPORT], fakeIo());
  t.equal(said.code, 3, 'the fixture lets no pods call the API');
  const report = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as Report;
  t.strictSame(createValidator(schema)(report), []);
  t.match(report.site.aws?.routeTables, [{ id: 'rtb-0a1', from: { file: '../answers/a4.json' } }]);
  const own = report.results.filter(({ check }) => check.id === 'aws-routes');
  t.strictSame(
    own.flatMap(({ outcome }) =>
      'findings' in outcome
        ? outcome.findings.map(({ code, severity }) => `${severity} ${code}`)
        : [],
    ),
    ['fail aws-routes/groupCloses', 'warn aws-routes/tunnelDown', 'warn aws-routes/mtuOfType'],
  );
  t.notMatch(JSON.stringify(report), /MARKER/, 'no secret of an answer');
  t.equal((await runIn(folder, ['judge', 'report.json'])).code, 3, 'and judged again');
});

test('--aws-json names them from where one stands, and goes before the config', async (t) => {
  const folder = siteIn(t.testdir({}), `${CONFIG}aws: { answers: nowhere }\n`);
  const named = await runIn(folder, ['validate', ...OWN, '--aws-json', 'answers']);
  t.equal(named.code, 0, named.stderr);
  const list = await runIn(folder, ['list', ...OWN, ...ONLY, '--aws-json', 'answers']);
  t.match(list.stdout, /aws-routes:routes@10\.80\.0\.0\/16/);
  const unnamed = await runIn(folder, ['validate', ...OWN]);
  t.equal(unnamed.code, 2);
  t.match(unnamed.stderr, /the saved answers cannot be used\nnowhere:1:1: does not exist/);
});

test('without answers, the one case says what to save', async (t) => {
  const folder = siteIn(t.testdir({}), CONFIG);
  const said = await runIn(folder, ['validate', ...OWN]);
  t.equal(said.code, 0);
  t.match(said.stdout, /not applicable: aws-routes:answers: .*--aws-json/);
});

const refused = [
  {
    what: 'another cluster',
    config: SAVED.replace('prod', 'test'),
    says: /answers:1:1: describes "prod", not "test": save the answer for it/,
  },
  {
    what: 'more than a report can carry',
    config: SAVED,
    add: {
      SecurityGroups: [
        {
          GroupId: 'sg-0a3',
          IpPermissions: Array.from({ length: 40_000 }, () => ({ IpProtocol: 'tcp' })),
        },
      ],
    },
    says: /answers:1:1: holds more than 2 MiB about the cluster "prod": save less/,
  },
  {
    what: 'a mistyped answer',
    config: SAVED,
    add: { Routes: {} },
    says: /more\.json:1:\d+: Routes/,
  },
  {
    what: 'a setting without a folder',
    config: `${CONFIG}aws: {}\n`,
    says: /preflight\.yaml:4:\d+: aws/,
  },
] as const;

for (const { what, config, says, ...rest } of refused) {
  test(`refused: ${what}`, async (t) => {
    const folder = siteIn(t.testdir({}), config);
    if ('add' in rest) writeFileSync(join(folder, 'answers/more.json'), JSON.stringify(rest.add));
    const said = await runIn(folder, ['run', ...OWN, ...ONLY], fakeIo());
    t.equal(said.code, 2, said.stdout);
    t.match(said.stderr, says);
  });
}
