import { existsSync, readFileSync } from 'node:fs';
import { test } from 'tap';
import { DEBUG_CHECKS } from '../../bin/dev/nodeadm/debug-checks.ts';
import { INIT_CHECKS } from '../../bin/dev/nodeadm/init-checks.ts';
import { nodeadmPage } from '../../bin/dev/nodeadm/page.ts';
import { checks } from '../../checks/index.ts';
import { main } from '../../src/cli/main.ts';
import { fakeShell } from '../fakes/shell.ts';

const rows = [...INIT_CHECKS, ...DEBUG_CHECKS];
const codes = new Set(
  checks.flatMap(({ vocabulary }) => vocabulary.examples.map(({ code }) => code)),
);

/** The config of the README, with what it leaves out turned on. */
function fullConfig(): string {
  const [, yaml = ''] = /```yaml\n([^]*?)```/.exec(readFileSync('README.md', 'utf8')) ?? [];
  return `${yaml.replace('credentials: ssm', 'credentials: iam-roles-anywhere')}
peer: { host: 10.20.3.10, token: 'env:TOKEN' }
checks: { aws-endpoints: { enabled: true } }
`;
}

async function plannedCases(folder: string): Promise<readonly string[]> {
  const shell = fakeShell(folder);
  if ((await main(['list', '--json'], shell)) !== 0) throw new Error(shell.said.stderr);
  const { cases } = JSON.parse(shell.said.stdout) as { cases: readonly { id: string }[] };
  return cases.map(({ id }) => id);
}

test('each finding and each case that the table names exists', async (t) => {
  const cases = await plannedCases(t.testdir({ 'preflight.yaml': fullConfig() }));
  for (const name of new Set(rows.flatMap(({ coveredBy }) => coveredBy))) {
    const isThere = name.includes(':') ? cases.some((id) => id.startsWith(name)) : codes.has(name);
    t.ok(isThere, name);
  }
});

test('each test that the table names exists, and each finding is shown by one of its row’s', (t) => {
  for (const { name, coveredBy, shownBy } of rows) {
    for (const path of shownBy) t.ok(existsSync(path), `${name}: ${path}`);
    const texts = shownBy.map((path) => readFileSync(path, 'utf8')).join('\n');
    for (const code of coveredBy.filter((one) => one.includes('/') && !one.includes(':'))) {
      t.match(texts, new RegExp(`\\b${code.split('/')[1] ?? ''}\\b`), `${name}: ${code}`);
    }
  }
  t.end();
});

test('what stands as covered is, and no check of nodeadm’s is told twice', (t) => {
  for (const { name, standing, coveredBy, shownBy } of rows) {
    if (standing !== 'same' && standing !== 'better') continue;
    t.ok(coveredBy.length > 0 && shownBy.length > 0, name);
  }
  for (const list of [INIT_CHECKS, DEBUG_CHECKS]) {
    t.equal(new Set(list.map(({ name }) => name)).size, list.length);
  }
  t.end();
});

test('the checks that the prose names exist', (t) => {
  const ids = checks.map(({ id }) => id);
  const named = [...nodeadmPage().matchAll(/`([a-z]+(?:-[a-z]+)+)`/g)].map(([, id = '']) => id);
  const others = ['explain-log'];
  t.ok(named.length > 10);
  for (const id of named) t.ok([...ids, ...others].includes(id), id);
  t.end();
});
