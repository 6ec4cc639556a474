import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// How long the installed program takes to say --version and --help, as a multiple of Node itself.
// The commands take turns, so that a busy machine slows them all alike. `npm run build` comes first.
const ROUNDS = 25;
const folder = mkdtempSync(join(tmpdir(), 'startup-'));
try {
  for (const part of ['bin/hybrid-preflight.js', 'dist', 'package.json']) {
    cpSync(part, join(folder, part), { recursive: true });
  }
  const launcher = join(folder, 'bin/hybrid-preflight.js');
  const commands = {
    'node -e 0': ['-e', '0'],
    '--version': [launcher, '--version'],
    '--help': [launcher, '--help'],
  };
  const times = new Map<string, number[]>(Object.keys(commands).map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, args] of Object.entries(commands)) times.get(name)?.push(timeMs(args));
  }
  const base = median(times.get('node -e 0') ?? []);
  for (const [name, samples] of times) {
    const typical = median(samples);
    console.log(`${name.padEnd(10)} ${typical.toFixed(1)} ms  ${(typical / base).toFixed(2)} x`);
  }
} finally {
  rmSync(folder, { recursive: true });
}

function timeMs(args: readonly string[]): number {
  const startedMs = performance.now();
  const { status } = spawnSync(process.execPath, args, { stdio: 'ignore' });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}`);
  return performance.now() - startedMs;
}

function median(samples: readonly number[]): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
