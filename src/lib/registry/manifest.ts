import { sanitise } from '../text/sanitise.ts';
import { fieldsOf, parse } from './health.ts';

export type Layer = { readonly digest: string; readonly sizeBytes: number };

export type Manifest =
  | { readonly kind: 'image'; readonly layers: readonly Layer[] }
  | { readonly kind: 'index'; readonly entries: readonly IndexEntry[] }
  | { readonly kind: 'unknown' };

export type IndexEntry = { readonly digest: string; readonly platform: string };

/** OCI image-spec and Docker's of before it: of one image, and of one for each platform. */
export const MANIFEST_TYPES = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
];

/** It becomes a part of a path: nothing but a digest may. */
const DIGEST = /^sha(256:[0-9a-f]{64}|512:[0-9a-f]{128})$/;
const MOST_ENTRIES = 256;

/** Reads a manifest (https://github.com/opencontainers/image-spec). Entries that make no sense are left out. */
export function readManifest(body: string): Manifest {
  const { layers, manifests } = fieldsOf(parse(body));
  if (Array.isArray(manifests)) {
    return { kind: 'index', entries: manifests.slice(0, MOST_ENTRIES).flatMap(entryOf) };
  }
  if (!Array.isArray(layers)) return { kind: 'unknown' };
  return { kind: 'image', layers: layers.slice(0, MOST_ENTRIES).flatMap(layerOf) };
}

function layerOf(value: unknown): readonly Layer[] {
  const { digest, size } = fieldsOf(value);
  const isSound = typeof digest === 'string' && DIGEST.test(digest) && Number.isSafeInteger(size);
  return isSound && Number(size) >= 0 ? [{ digest, sizeBytes: Number(size) }] : [];
}

function entryOf(value: unknown): readonly IndexEntry[] {
  const { digest, platform } = fieldsOf(value);
  const { os, architecture } = fieldsOf(platform);
  if (typeof digest !== 'string' || !DIGEST.test(digest)) return [];
  if (typeof os !== 'string' || typeof architecture !== 'string') return [];
  return [{ digest, platform: sanitise(`${os}/${architecture}`).slice(0, 40) }];
}

/** As Go calls what Node calls x64. */
export function platformOf(arch: string): string {
  return `linux/${{ x64: 'amd64', arm: 'arm', ia32: '386' }[arch] ?? arch}`;
}
