import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import { execa } from 'execa';
import type { ReflectorCounts } from '#core/stream.ts';
import { REQUIRE, workerSource } from '../../bin/dev/worker-source.ts';

export interface ReflectorProcess {
  readonly pid: number;
  readonly at: { readonly port: number; readonly ssid: number };
  /** Ends it; what it has counted. */
  readonly end: () => Promise<ReflectorCounts>;
}

/** Starts a reflector in a process of its own, bundled as users have it, so that no compiler is in its memory. */
export async function startReflectorProcess(key: Uint8Array): Promise<ReflectorProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'hp-bench-'));
  const program = join(folder, 'reflect.mjs');
  const worker = await workerSource('src/io/stamp/worker.ts', 'cjs');
  await build({
    entryPoints: [new URL('reflect-inside.ts', import.meta.url).pathname],
    outfile: program,
    ...{ bundle: true, format: 'esm', platform: 'node', target: 'node22', minify: true },
    define: { EMBEDDED_STAMP_WORKER: JSON.stringify(worker) },
    banner: REQUIRE,
  });
  const child = execa(process.execPath, [program, Buffer.from(key).toString('hex')], {
    reject: false,
  });
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const said = async (): Promise<unknown> => JSON.parse((await lines.next()).value as string);
  const at = (await said()) as ReflectorProcess['at'];
  return {
    pid: child.pid ?? 0,
    at,
    end: async () => {
      child.kill('SIGTERM');
      const counts = (await said()) as ReflectorCounts;
      await child;
      await rm(folder, { recursive: true });
      return counts;
    },
  };
}
