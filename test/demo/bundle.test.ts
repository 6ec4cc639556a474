import { execFileSync } from 'node:child_process';
import { cpSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'tap';

test('the bundle says what the sources say', (t) => {
  execFileSync(process.execPath, ['bin/dev/bundle.ts']);
  const folder = t.testdir({});
  cpSync('dist', join(folder, 'dist'), { recursive: true });
  cpSync('bin/hybrid-preflight.js', join(folder, 'bin/hybrid-preflight.js'));
  rmSync('dist', { recursive: true });
  const answerOf = (program: string, ...args: readonly string[]): string =>
    execFileSync(process.execPath, [program, ...args], { encoding: 'utf8' });
  for (const args of [['--version'], ['--help'], ['explain', 'cidr-overlap'], ['list']]) {
    const bundled = answerOf(join(folder, 'bin/hybrid-preflight.js'), ...args);
    t.equal(bundled, answerOf('src/cli/entry.ts', ...args), args.join(' '));
  }
  const run = answerOf(join(folder, 'bin/hybrid-preflight.js'), 'demo', '--directory', folder);
  t.match(run, /READY/);
  t.end();
});
