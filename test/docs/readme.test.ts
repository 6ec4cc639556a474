import { readFileSync } from 'node:fs';
import { test } from 'tap';
import { EXIT } from '#core/summary.ts';
import { main } from '../../src/cli/main.ts';
import { fakeShell } from '../fakes/shell.ts';

const readme = readFileSync('README.md', 'utf8');

test('the config of the README is valid as it stands, and no longer than it says', async (t) => {
  const [, yaml = ''] = /```yaml\n([^]*?)```/.exec(readme) ?? [];
  t.ok(yaml.trimEnd().split('\n').length <= 30);
  const shell = fakeShell(t.testdir({ 'preflight.yaml': yaml }));
  t.equal(await main(['validate'], shell), 0, shell.said.stderr);
  t.match(shell.said.stdout, /1 waivers?/);
});

test('the README lists every exit code', (t) => {
  for (const code of Object.values(EXIT))
    t.match(readme, new RegExp(`^\\| (.* and )?${code}\\b`, 'm'));
  t.end();
});

test('every command that the README shows is one that --help lists', async (t) => {
  const commands = [
    ...readme.matchAll(/(?:`(?:bin\/)?hybrid-preflight(?:\.js)?|^npm start --) ([a-z]+)/gm),
  ];
  t.ok(commands.length > 3);
  const { commands: known } = await import('../../src/cli/commands/index.ts');
  const names = known.map(({ name }) => name.split(' ')[0]);
  for (const [, name = ''] of commands) t.ok(names.includes(name), name);
});
