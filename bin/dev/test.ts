import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { QUICK_CHECKS } from './quick-checks.ts';
import { runSteps } from './steps.ts';

const RECORD = '.cache/tests.tap';

/** The whole gate: the quick checks, then every test with the coverage gate of .taprc. */
async function testEverything(): Promise<number> {
  if (!(await runSteps(QUICK_CHECKS))) return 1;
  mkdirSync('.cache', { recursive: true });
  // The short report repaints its lines, which a log cannot.
  const reporter = process.stdout.isTTY ? 'terse' : 'tap';
  const args = ['--reporter', reporter, '--output-file', RECORD];
  const { status } = spawnSync('node_modules/.bin/tap', args, {
    stdio: 'inherit',
    // Tests that need root or a component fail, rather than skip, where everything was installed.
    env: { ...process.env, HYBRID_PREFLIGHT_TESTS: 'all' },
  });
  console.log(closingLine(readFileSync(RECORD, 'utf8')));
  return status ?? 1;
}

/** One line that any CI can read: how many files of tests passed and failed. */
function closingLine(record: string): string {
  const files = [...record.matchAll(/^(not ok|ok) \d+ - test\//gm)].map(([, verdict]) => verdict);
  const failed = files.filter((verdict) => verdict === 'not ok').length;
  return `files: ${files.length - failed} passed, ${failed} failed`;
}

process.exitCode = await testEverything();
