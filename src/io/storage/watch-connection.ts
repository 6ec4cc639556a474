import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StorageConnection } from '#core/storage.ts';
import { type MountStats, mountStatsOf, statsAt } from '#lib/mounts/mount-stats.ts';
import type { NfsServer } from '#lib/nfs/server-of-mount.ts';
import { tcpInfosOf } from '#lib/tcp-info/parse.ts';
import { execute } from '../exec.ts';

const FIRST_LOOK_MS = 500;
const TIMEOUT_MS = 1000;

/** Returns what the kernel has counted of a mount; null where it counts nothing, as on a disk of its own. */
export async function statsOf(path: string): Promise<MountStats | null> {
  const text = await readFile('/proc/self/mountstats', 'utf8').catch(() => '');
  return statsAt(mountStatsOf(text), path);
}

/**
 * Looks at the connections with a server soon after the start and at the end; a look takes from the processor what blocks
 * need. `onSeen` is called once, while blocks are on their way: where they never arrive, this is all that is known.
 */
export function watchConnection(
  { address, port }: NfsServer,
  onSeen: (connection: StorageConnection) => void,
): { end(): Promise<StorageConnection | null> } {
  const args = ['-tinHO', 'dst', address, 'and', 'dport', '=', `:${port}`];
  const stop = new AbortController();
  const first = sleep(FIRST_LOOK_MS, undefined, { signal: stop.signal })
    .then(async () => {
      const connection = await look(args);
      if (connection !== null) onSeen(connection);
      return connection;
    })
    .catch(() => null);
  return {
    end: async () => {
      stop.abort();
      const early = await first;
      return (await look(args)) ?? early;
    },
  };
}

async function look(args: readonly string[]): Promise<StorageConnection | null> {
  const { signal } = new AbortController();
  const outcome = await execute('ss', args, { timeoutMs: TIMEOUT_MS, signal });
  if (outcome.kind !== 'exited' || outcome.code !== 0) return null;
  const [info] = tcpInfosOf(outcome.stdout);
  if (info === undefined) return null;
  const { mssBytes, pathMtuBytes, rttMs, leastRttMs, retransmissions } = info;
  return { mssBytes, pathMtuBytes, rttMs, leastRttMs, retransmissions };
}
