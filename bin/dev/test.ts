import { spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { QUICK_CHECKS } from './quick-checks.ts';
import { runSteps } from './steps.ts';

const RECORD = '.cache/tests.tap';

/** The whole gate: the quick checks, then every test with the coverage gate of .taprc. */
async function testEverything(): Promise<number> {
  if (!(await runSteps(QUICK_CHECKS))) return 1;
  mkdirSync('.cache', { recursive: true });
  const status = process.stdout.isTTY ? testForPeople() : testForLog();
  console.log(closingLine(readFileSync(RECORD, 'utf8')));
  return status;
}

/** The short report repaints its lines; what it leaves out is in the record. */
function testForPeople(): number {
  return tap(['--reporter', 'terse', '--output-file', RECORD], 'inherit');
}

/** A log gets plain TAP, when it is complete. */
function testForLog(): number {
  const record = openSync(RECORD, 'w');
  const status = tap(['--reporter', 'tap'], record);
  closeSync(record);
  process.stdout.write(readFileSync(RECORD));
  return status;
}

function tap(args: readonly string[], stdout: 'inherit' | number): number {
  const { status } = spawnSync('node_modules/.bin/tap', args, {
    stdio: ['inherit', stdout, 'inherit'],
    // Tests that need root or a component fail, rather than skip, where everything was installed.
    env: { ...process.env, HYBRID_PREFLIGHT_TESTS: 'all' },
  });
  return status ?? 1;
}

/** One line that any CI can read: how many files of tests passed and failed. */
function closingLine(record: string): string {
  const files = [...record.matchAll(/^(not ok|ok) \d+ - test\//gm)].map(([, verdict]) => verdict);
  const failed = files.filter((verdict) => verdict === 'not ok').length;
  return `files: ${files.length - failed} passed, ${failed} failed`;
}

process.exitCode = await testEverything();
