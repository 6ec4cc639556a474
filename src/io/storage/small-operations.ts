import { open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Operations } from '#core/storage.ts';
import { operationsOf } from '#lib/storage/operations.ts';
import { ending } from './ending.ts';

/** Enough for a 95th percentile; slow servers have fewer, in their time. */
const FILES = 50;
const SYNCS = 100;
const MOST_MS = 2000;
/** As databases write their logs. */
const SYNC_BYTES = 4096;

/** Makes, looks at, renames and removes empty files, one after the other. */
export async function metadataOperations(folder: string): Promise<Operations | null> {
  const timesMs: number[] = [];
  const timed = timer(timesMs);
  const until = performance.now() + MOST_MS;
  for (let number = 0; number < FILES && performance.now() < until; number += 1) {
    const [first, second] = [join(folder, `a${number}`), join(folder, `b${number}`)];
    const file = await timed(() => open(first, 'wx', 0o600));
    await file.close();
    await timed(() => stat(first));
    await timed(() => rename(first, second));
    await timed(() => rm(second));
  }
  return operationsOf(timesMs);
}

/** Appends and syncs, again and again. */
export async function syncOperations(folder: string): Promise<Operations | null> {
  const timesMs: number[] = [];
  const timed = timer(timesMs);
  const bytes = Buffer.alloc(SYNC_BYTES, 'preflight');
  const until = performance.now() + MOST_MS;
  const file = await open(join(folder, 'log'), 'ax', 0o600);
  try {
    for (let number = 0; number < SYNCS && performance.now() < until; number += 1) {
      await timed(async () => {
        await file.write(bytes);
        await file.sync();
      });
    }
  } finally {
    await file.close();
  }
  return operationsOf(timesMs);
}

function timer(timesMs: number[]): <Value>(work: () => Promise<Value>) => Promise<Value> {
  return async (work) => {
    ending.throwIfAborted();
    const startedMs = performance.now();
    const value = await work();
    timesMs.push(performance.now() - startedMs);
    return value;
  };
}
