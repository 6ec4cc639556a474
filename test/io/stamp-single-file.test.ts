import { execFileSync } from 'node:child_process';
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { test } from 'tap';
import { workerSource } from '../../bin/dev/worker-source.ts';

/** https://nodejs.org/docs/latest-v24.x/api/single-executable-applications.html */
const FUSE = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';

test('both threads of a stream start from a single-file executable', async (t) => {
  const folder = t.testdir({});
  const [main, config, blob, program] = ['main.cjs', 'sea.json', 'sea.blob', 'alone'].map((name) =>
    join(folder, name),
  ) as [string, string, string, string];
  await build({
    entryPoints: ['test/servers/stamp-alone.ts'],
    outfile: main,
    ...{ bundle: true, format: 'cjs', platform: 'node', target: 'node22', logLevel: 'error' },
    define: {
      EMBEDDED_STAMP_WORKER: JSON.stringify(await workerSource('src/io/stamp/worker.ts', 'cjs')),
    },
  });
  writeFileSync(
    config,
    JSON.stringify({ main, output: blob, disableExperimentalSEAWarning: true }),
  );
  const run = (...args: readonly string[]): unknown =>
    execFileSync(process.execPath, args, { stdio: 'pipe' });
  run('--experimental-sea-config', config);
  copyFileSync(process.execPath, program);
  run('node_modules/postject/dist/cli.js', program, 'NODE_SEA_BLOB', blob, '--sentinel-fuse', FUSE);
  const said = execFileSync(program, { cwd: '/', encoding: 'utf8', env: {} });
  t.strictSame(JSON.parse(said), { sent: 300, received: 300 });
});
