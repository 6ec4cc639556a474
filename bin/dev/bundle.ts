import { execFileSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { build } from 'esbuild';
import { guestScripts } from '../../src/lab/guest/scripts.ts';
import { impairerSource } from '../../src/lab/wire/impairer-source.ts';

const help = execFileSync(process.execPath, ['src/cli/entry.ts', '--help'], { encoding: 'utf8' });

/** A thread starts from text where there is no file: CommonJS, as `eval` of a worker takes no other. */
async function workerSource(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: ['src/io/stamp/worker.ts'],
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node22',
    minify: true,
    legalComments: 'none',
    write: false,
  });
  return outputFiles[0]?.text ?? '';
}

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
    EMBEDDED_STAMP_WORKER: JSON.stringify(await workerSource()),
  },
  // The CommonJS packages among the dependencies ask for built-in modules through `require`.
  banner: {
    js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
  },
});
