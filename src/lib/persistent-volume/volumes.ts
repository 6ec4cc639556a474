import { fieldOf, isFields, partAt, textAt } from './manifest.ts';
import type { Manifest, Part } from './manifest.ts';
import { printable, problemAt } from './problem.ts';
import { sourceOf } from './source.ts';
import type { NfsVolume, Skipped, VolumeProblem, Volumes } from './volume.ts';

/** More than a cluster has on one server; beyond it nobody reads what is wrong. */
const MOST_OBJECTS = 5000;
const MOST_PROBLEMS = 20;
const MOST_OPTIONS = 64;

/**
 * Returns the NFS volumes in the manifests of a file, those of a List too. What is no PersistentVolume, or not on NFS,
 * is skipped with the reason; what is one and cannot be mounted is a problem. Never throws.
 */
export function volumesOf(manifests: readonly Manifest[]): Volumes {
  const volumes: NfsVolume[] = [];
  const skipped: Skipped[] = [];
  const problems: VolumeProblem[] = [];
  const objects = manifests.slice(0, MOST_OBJECTS).flatMap(objectsOf).slice(0, MOST_OBJECTS);
  for (const object of objects) {
    const read = readObject(object);
    if ('reason' in read) skipped.push(read);
    else if ('server' in read) volumes.push(read);
    else if (problems.length < MOST_PROBLEMS) problems.push(read);
  }
  return { volumes, skipped, problems };
}

/** `kind: List` of kubectl, and PersistentVolumeList of the API, whose items need not say what they are. */
function objectsOf(manifest: Manifest): readonly Part[] {
  const { value } = manifest;
  if (!isFields(value)) return [{ manifest, path: [], fields: {} }];
  const whole: Part = { manifest, path: [], fields: value };
  const items = fieldOf(value, 'items');
  const kind = textAt(whole, 'kind') ?? '';
  if (!Array.isArray(items) || !kind.endsWith('List')) return [whole];
  const implied = kind === 'List' ? {} : { kind: kind.slice(0, -'List'.length) };
  return items.slice(0, MOST_OBJECTS).map((item: unknown, index) => ({
    manifest,
    path: ['items', index],
    fields: isFields(item) ? { ...implied, ...item } : {},
  }));
}

function readObject(object: Part): NfsVolume | Skipped | VolumeProblem {
  const kind = textAt(object, 'kind') ?? '';
  const name = nameOf(object);
  const place = object.manifest.positionOf(object.path);
  const skip = (reason: string): Skipped => ({
    ...{ kind: printable(kind), name: printable(name), reason: printable(reason) },
    ...place,
  });
  if (kind === '') return skip('it has no kind');
  if (kind !== 'PersistentVolume') return skip('it is no PersistentVolume');
  const spec = partAt(object, 'spec');
  if (spec === null) return problemAt(object, 'spec', 'the volume has no spec', 'spec with nfs');
  const read = sourceOf(spec);
  if (read.kind === 'other') return skip(read.reason);
  if (read.kind === 'problem') return read.problem;
  if (!isName(name)) {
    return problemAt(object, 'metadata', 'the volume has no name that can be', 'metadata.name');
  }
  const mountOptions = optionsOf(spec);
  if (mountOptions === null) {
    return problemAt(spec, 'mountOptions', 'no list of options stands here', 'a list of texts');
  }
  return { name, ...read.source, mountOptions: [...mountOptions, ...read.moreOptions], ...place };
}

function nameOf(object: Part): string {
  const metadata = partAt(object, 'metadata');
  return metadata === null ? '' : (textAt(metadata, 'name') ?? '');
}

/** A DNS subdomain name (RFC 1123), as Kubernetes demands. */
function isName(name: string): boolean {
  return name.length <= 253 && /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/.test(name);
}

function optionsOf({ fields }: Part): readonly string[] | null {
  const options = fieldOf(fields, 'mountOptions') ?? [];
  if (!Array.isArray(options) || options.length > MOST_OPTIONS) return null;
  return options.every((option) => typeof option === 'string') ? options : null;
}
