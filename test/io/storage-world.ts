import { spawn, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import type { StoragePlan, StorageRun } from '#core/storage.ts';
import { createStorage } from '../../src/io/storage/storage.ts';

const KIB = 1024;

/** Small, and never decided early: no disk is as fast as that. */
export function planOf(path: string, more: Partial<StoragePlan> = {}): StoragePlan {
  return {
    ...{ place: { kind: 'folder', path }, engine: 'own', blockBytes: 64 * KIB, inFlight: 4 },
    ...{ mostBytes: 4 * KIB * KIB, mostSeconds: 20, bounds: { pass: 1e15, fail: 1 } },
    ...{ confidence: 0.95, isFull: false, stallMs: 20_000, ...more },
  };
}

export interface Watched {
  readonly run: StorageRun;
  readonly notes: readonly string[];
}

export async function runWatched(
  plan: StoragePlan,
  signal: AbortSignal = new AbortController().signal,
): Promise<Watched> {
  const notes: string[] = [];
  const run = await createStorage().run(plan, (_, note) => notes.push(note), signal);
  return { run, notes };
}

/** What runs of this program, killed or not, have left there. */
export function leftIn(path: string): readonly string[] {
  return readdirSync(path).filter((name) => name.startsWith('.hybrid-preflight'));
}

/** The processes of tests in a folder, and what they started: each is told of it by an argument. */
export function processesOf(path: string): readonly number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => wordsOf(pid).some((word) => word.includes(path)));
}

export function threadsOf(pid: number): readonly number[] {
  return readdirSync(`/proc/${pid}/task`).map(Number);
}

function wordsOf(pid: number): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  } catch {
    return [];
  }
}

const TOOL = new URL('./storage-tool.ts', import.meta.url).pathname;

/** A whole program that runs a test of storage, as a process that can be killed. */
export function startTool(plan: StoragePlan) {
  return spawn(process.execPath, [TOOL], {
    env: { ...process.env, STORAGE_PLAN: JSON.stringify(plan) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

/** Runs a test of storage where file systems are mounted, by this script, that only it can see. Throws with its complaint. */
export function underMounts(plan: StoragePlan, script: string, path = process.env['PATH']) {
  const words = ['-m', 'sh', '-c', `${script} && exec "$0" "$1"`, process.execPath, TOOL];
  const { stdout, stderr } = spawnSync('unshare', words, {
    env: { ...process.env, PATH: path, STORAGE_PLAN: JSON.stringify(plan) },
    encoding: 'utf8',
  });
  const last = stdout.trim().split('\n').at(-1) ?? '';
  if (!last.startsWith('{')) throw new Error(stderr);
  return JSON.parse(last) as StorageRun;
}
