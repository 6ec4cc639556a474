import type { Site, SiteExport } from '#core/site.ts';
import { readPersistentVolumes } from '../config/persistent-volumes.ts';
import { refusal } from './open-config.ts';

export interface Volumes {
  readonly exports: readonly SiteExport[];
  readonly notes: readonly string[];
}

/** Returns the exports of the PersistentVolumes in these files. Throws UsageError with all that is wrong with them. */
export async function volumesIn(files: readonly string[]): Promise<Volumes> {
  const read = await Promise.all(files.map(readPersistentVolumes));
  const problems = read.flatMap((one) => (one.ok ? [] : one.problems));
  if (problems.length > 0) throw refusal(problems, 'the manifests');
  const good = read.flatMap((one) => (one.ok ? [one] : []));
  return {
    exports: good.flatMap(({ exports }) => exports),
    notes: good.flatMap(({ notes }) => notes),
  };
}

/** Adds exports to those of the config; one that the config has already keeps the config's options. */
export function withVolumes(site: Site, exports: readonly SiteExport[]): Site {
  const nfs = [...site.targets.nfs];
  for (const one of exports) if (!nfs.some((other) => isSame(one, other))) nfs.push(one);
  return { ...site, targets: { ...site.targets, nfs } };
}

function isSame(one: SiteExport, other: SiteExport): boolean {
  return one.server === other.server && one.exportPath === other.exportPath;
}
