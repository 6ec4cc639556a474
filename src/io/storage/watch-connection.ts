import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StorageConnection } from '#core/storage.ts';
import { type MountStats, mountStatsOf, statsAt } from '#lib/mounts/mount-stats.ts';
import { tcpInfosOf } from '#lib/tcp-info/parse.ts';
import { execute } from '../exec.ts';

const INTERVAL_MS = 500;
const TIMEOUT_MS = 1000;

/** Returns what the kernel has counted of a mount; null where it counts nothing, as on a disk of its own. */
export async function statsOf(path: string): Promise<MountStats | null> {
  const text = await readFile('/proc/self/mountstats', 'utf8').catch(() => '');
  return statsAt(mountStatsOf(text), path);
}

/** Looks at the connections with a server while blocks go over them; `end` returns what it saw last. */
export function watchConnection(
  server: string,
  port: number,
): { end(): Promise<StorageConnection | null> } {
  const stop = new AbortController();
  const watching = watch({ server, port }, stop.signal);
  return {
    end: async () => {
      stop.abort();
      return watching;
    },
  };
}

async function watch(
  { server, port }: { readonly server: string; readonly port: number },
  signal: AbortSignal,
): Promise<StorageConnection | null> {
  const args = ['-tinHO', 'dst', server, 'and', 'dport', '=', `:${port}`];
  let seen: StorageConnection | null = null;
  while (!signal.aborted) {
    await sleep(INTERVAL_MS, undefined, { signal }).catch(() => undefined);
    if (isDone(signal) && seen !== null) break;
    const own = new AbortController();
    const outcome = await execute('ss', args, { timeoutMs: TIMEOUT_MS, signal: own.signal });
    if (outcome.kind !== 'exited' || outcome.code !== 0) break;
    const [info] = tcpInfosOf(outcome.stdout);
    if (info === undefined) continue;
    const { mssBytes, pathMtuBytes, rttMs, leastRttMs, retransmissions } = info;
    seen = { mssBytes, pathMtuBytes, rttMs, leastRttMs, retransmissions };
  }
  return seen;
}

function isDone({ aborted }: AbortSignal): boolean {
  return aborted;
}
