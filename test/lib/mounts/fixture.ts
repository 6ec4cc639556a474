import { readFileSync } from 'node:fs';
import type { MountStats } from '#lib/mounts/mount-stats.ts';
import { mountStatsOf, statsAt } from '#lib/mounts/mount-stats.ts';

const DIRECTORY = new URL('fixtures/', import.meta.url);

export function fixture(name: string): string {
  return readFileSync(new URL(`${name}.txt`, DIRECTORY), 'utf8');
}

/** Returns the one at /mnt/nfs. */
export function statsIn(name: string): MountStats {
  const stats = statsAt(mountStatsOf(fixture(name)), '/mnt/nfs');
  if (stats === null) throw new Error(`${name} has no NFS`);
  return stats;
}
