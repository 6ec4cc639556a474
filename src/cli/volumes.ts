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
  const nfs = new Map<string, SiteExport>();
  for (const one of [...site.targets.nfs, ...exports]) {
    const key = `${one.server}:${one.exportPath}`;
    if (!nfs.has(key)) nfs.set(key, one);
  }
  return { ...site, targets: { ...site.targets, nfs: [...nfs.values()] } };
}
