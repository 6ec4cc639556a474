import type { SiteExport } from '#core/site.ts';
import { parseMountOptions } from '#lib/nfs/parse-mount-options.ts';
import type { NfsVolume } from '#lib/persistent-volume/volume.ts';
import { volumesOf } from '#lib/persistent-volume/volumes.ts';
import type { Problem } from './problem.ts';
import { readText } from './read.ts';
import { parseYamlDocuments } from './yaml/documents.ts';

export type ReadVolumes =
  | {
      readonly ok: true;
      readonly exports: readonly SiteExport[];
      readonly notes: readonly string[];
    }
  | { readonly ok: false; readonly problems: readonly Problem[] };

/** More than a cluster's volumes take. */
const MOST_BYTES = 8 * 1024 * 1024;

/** What a kubelet mounts where a manifest says nothing of it (nfs(5)). */
const DEFAULT_OPTIONS = 'hard';

/** Returns the exports of the PersistentVolumes in a file of manifests, as this host will mount them. */
export async function readPersistentVolumes(file: string): Promise<ReadVolumes> {
  const read = await readText(file, {
    mostBytes: MOST_BYTES,
    remedy: 'name a file with the manifests of PersistentVolumes alone',
  });
  if (!read.ok) return { ok: false, problems: [read.problem] };
  const parsed = parseYamlDocuments(read.source.text);
  if (!parsed.ok) return { ok: false, problems: [{ file, path: '', ...parsed.complaint }] };
  const broken = parsed.documents.flatMap((one) => (one.ok ? [] : one.complaints));
  const trees = parsed.documents.flatMap((one) => (one.ok ? [one.tree] : []));
  const { volumes, skipped, problems } = volumesOf(trees);
  const all = [
    ...broken.map((complaint): Problem => ({ file, path: '', ...complaint })),
    ...problems.map((problem): Problem => ({ file, ...problem })),
    ...volumes.flatMap((volume) => optionProblems(file, volume)),
  ];
  if (all.length > 0) return { ok: false, problems: all };
  return {
    ok: true,
    exports: volumes.map(exportOf),
    notes: skipped.map(
      ({ kind, name, reason, line }) => `${file}:${line}: ${kind} ${name} is left out: ${reason}`,
    ),
  };
}

function exportOf({ server, path, mountOptions, isReadOnly }: NfsVolume): SiteExport {
  const asked = mountOptions.length === 0 ? [DEFAULT_OPTIONS] : mountOptions;
  const options = [...asked, ...(isReadOnly ? ['ro'] : [])].join(',');
  return { server, exportPath: path, options, path: null, from: 'on-prem' };
}

function optionProblems(
  file: string,
  { mountOptions, line, column }: NfsVolume,
): readonly Problem[] {
  const parsed = parseMountOptions(mountOptions.join(','));
  if (parsed.ok) return [];
  const { option, what, expected } = parsed.problem;
  return [{ file, line, column, path: 'spec.mountOptions', what: `${option} ${what}`, expected }];
}
