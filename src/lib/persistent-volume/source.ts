import { isIP } from 'node:net';
import { fieldOf, isFields, partAt, textAt } from './manifest.ts';
import type { Part } from './manifest.ts';
import { problemAt } from './problem.ts';
import type { NfsVolume, VolumeProblem } from './volume.ts';

export type Source =
  | {
      readonly kind: 'nfs';
      readonly source: Pick<NfsVolume, 'server' | 'path' | 'isReadOnly' | 'by'>;
      /** Of volumeAttributes: csi-driver-nfs takes options there too. */
      readonly moreOptions: readonly string[];
    }
  | { readonly kind: 'other'; readonly reason: string }
  | { readonly kind: 'problem'; readonly problem: VolumeProblem };

const DRIVER = 'nfs.csi.k8s.io';

/** Returns where a volume comes from: NFSVolumeSource and CSIPersistentVolumeSource of the Kubernetes API, v1. */
export function sourceOf(spec: Part): Source {
  const nfs = partAt(spec, 'nfs');
  if (nfs !== null) return inTree(nfs);
  const csi = partAt(spec, 'csi');
  if (csi !== null) return byDriver(csi);
  const kind = Object.keys(spec.fields).find((key) => isFields(spec.fields[key]) && isSource(key));
  return {
    kind: 'other',
    reason: kind === undefined ? 'it names no volume' : `its volume is ${kind}, not NFS`,
  };
}

/** The other objects of a PersistentVolumeSpec. */
function isSource(key: string): boolean {
  return /^[A-Za-z]{1,40}$/.test(key) && !['capacity', 'claimRef', 'nodeAffinity'].includes(key);
}

function inTree(nfs: Part): Source {
  const place = placeOf(nfs, 'server', 'path');
  if ('what' in place) return { kind: 'problem', problem: place };
  const readOnly = fieldOf(nfs.fields, 'readOnly') ?? false;
  if (typeof readOnly !== 'boolean') return wrong(nfs, 'readOnly', 'true or false');
  return {
    kind: 'nfs',
    source: { ...place, isReadOnly: readOnly, by: 'nfs' },
    moreOptions: [],
  };
}

/** The parameters of csi-driver-nfs (docs/driver-parameters.md); it reads their names in any case. */
function byDriver(csi: Part): Source {
  const driver = textAt(csi, 'driver');
  if (driver !== DRIVER) return { kind: 'other', reason: `its driver is not ${DRIVER}` };
  const attributes = partAt(csi, 'volumeAttributes');
  if (attributes === null) {
    return wrong(csi, 'volumeAttributes', 'volumeAttributes with server and share');
  }
  const place = placeOf(attributes, keyIn(attributes, 'server'), keyIn(attributes, 'share'));
  if ('what' in place) return { kind: 'problem', problem: place };
  const readOnly = fieldOf(csi.fields, 'readOnly') ?? false;
  if (typeof readOnly !== 'boolean') return wrong(csi, 'readOnly', 'true or false');
  const path = withSubfolder(attributes, place.path);
  if (path === null) return wrong(attributes, keyIn(attributes, 'subdir'), 'a path in the share');
  return {
    kind: 'nfs',
    source: { server: place.server, path, isReadOnly: readOnly, by: 'csi' },
    moreOptions: [textAt(attributes, keyIn(attributes, 'mountoptions')) ?? ''].filter(
      (options) => options !== '',
    ),
  };
}

function keyIn({ fields }: Part, name: string): string {
  return Object.keys(fields).find((key) => key.toLowerCase() === name) ?? name;
}

function withSubfolder(attributes: Part, path: string): string | null {
  const below = textAt(attributes, keyIn(attributes, 'subdir')) ?? '';
  if (below === '') return path;
  if (!isPath(below) || below.split('/').includes('..')) return null;
  return `${path.replace(/\/$/, '')}/${below.replace(/^\//, '')}`;
}

type Place = Pick<NfsVolume, 'server' | 'path'>;

function placeOf(part: Part, serverKey: string, pathKey: string): Place | VolumeProblem {
  const server = serverIn(textAt(part, serverKey) ?? '');
  if (server === null) {
    return problemAt(part, serverKey, 'no server stands here', 'a host name or an IP address');
  }
  const path = textAt(part, pathKey) ?? '';
  if (!path.startsWith('/') || !isPath(path)) {
    return problemAt(part, pathKey, 'no path of an export stands here', 'an absolute path');
  }
  return { server, path };
}

/** RFC 1123 §2.1, with the underscore that some have; a name that begins with a hyphen would be an option. */
const NAME = /^(?!-)[A-Za-z0-9_-]{1,63}(?:\.[A-Za-z0-9_-]{1,63}){0,40}\.?$/;
const LONGEST_NAME = 254;

function serverIn(text: string): string | null {
  const address = text.replace(/^\[(.{1,64})\]$/, '$1');
  if (isIP(address) !== 0) return address;
  return text.length <= LONGEST_NAME && NAME.test(text) ? text : null;
}

/** MNTPATHLEN of NFSv3 (RFC 1813 §5.1.1); a control character has no place in it. */
const LONGEST_PATH = 1024;

function isPath(path: string): boolean {
  return path.length <= LONGEST_PATH && !/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}]/u.test(path);
}

function wrong(part: Part, key: string, expected: string): Source {
  const what = 'this value does not fit';
  return { kind: 'problem', problem: problemAt(part, key, what, expected) };
}
