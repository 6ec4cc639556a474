import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Report } from '#core/report.ts';
import type { Stage } from '#core/stage.ts';
import { withoutProxies } from '../../../src/lab/exec.ts';
import { environmentOf } from '../../../src/lab/lab.ts';
import { configFile, namespaceOf, type LabPlace } from '../../../src/lab/place.ts';
import type { HostName } from '../../../src/lab/topology/hosts.ts';

export const PROGRAM_FILE = new URL('../../hybrid-preflight.js', import.meta.url).pathname;
const TIMEOUT_MS = 180_000;
const HOST: HostName = 'host';

/**
 * Runs the preflight on the lab's host, as its engineer would, and returns the report: all of it, or these checks alone.
 * Throws, with what the program said, if there is none.
 */
export async function runPreflight(
  place: LabPlace,
  {
    stage,
    only = [],
  }: { readonly stage?: Stage | undefined; readonly only?: readonly string[] } = {},
): Promise<Report> {
  const file = join(place.folder, 'report.json');
  const child = spawn(
    'ip',
    [
      ...[
        'netns',
        'exec',
        namespaceOf(place, HOST),
        process.execPath,
        PROGRAM_FILE,
        'run',
        '--quiet',
      ],
      // The GPUs and the kubelet of the machine below are none of the lab's.
      ...['--skip', 'gpu', '--skip', 'node-status'],
      ...only.flatMap((check) => ['--only', check]),
      ...(stage === undefined ? [] : ['--stage', stage]),
      ...['--config', configFile(place), '--output', `json=${file}`],
    ],
    {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...withoutProxies(process.env), ...(await environmentOf(place, HOST)) },
      timeout: TIMEOUT_MS,
      killSignal: 'SIGKILL',
    },
  );
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code === null || code === 1 || code === 2) {
    throw new Error(`the preflight ended with ${code ?? 'a signal'}: ${said}`);
  }
  return JSON.parse(await readFile(file, 'utf8')) as Report;
}
