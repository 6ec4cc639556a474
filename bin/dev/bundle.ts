import { execFileSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { build } from 'esbuild';
import { guestScripts } from '../../src/lab/guest/scripts.ts';
import { leanAws } from './lean-aws.ts';
import { impairerSource } from '../../src/lab/wire/impairer-source.ts';
import { REQUIRE, workerSource } from './worker-source.ts';

const help = execFileSync(process.execPath, ['src/cli/entry.ts', '--help'], { encoding: 'utf8' });

// Commands are separate chunks: --help must not pay for what `run` needs.
await rm('dist', { recursive: true, force: true });
await build({
  entryPoints: { 'hybrid-preflight': 'src/cli/entry.ts' },
  outdir: 'dist',
  outExtension: { '.js': '.mjs' },
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node22',
  minify: true,
  legalComments: 'none',
  define: {
    READY_HELP: JSON.stringify(help),
    EMBEDDED_IMPAIRER: JSON.stringify(await impairerSource()),
    EMBEDDED_GUEST: JSON.stringify(await guestScripts()),
    EMBEDDED_STAMP_WORKER: JSON.stringify(await workerSource('src/io/stamp/worker.ts', 'cjs')),
    EMBEDDED_STORAGE_WORKER: JSON.stringify(await workerSource('src/io/storage/worker.ts', 'esm')),
  },
  banner: REQUIRE,
  plugins: [leanAws],
});
