import { createHash } from 'node:crypto';

/** The image that the lab's registry has, for either processor. */
export const REGISTRY_IMAGE = { repository: 'lab/probe', tag: '1.0' } as const;

/** Large enough to time, and small enough to write at each start. */
const LAYER_BYTES = 2 * 1024 * 1024;

interface Blob {
  readonly mediaType: string;
  readonly text: string;
  readonly digest: string;
}

function blob(mediaType: string, content: unknown): Blob {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  const digest = createHash('sha256').update(text).digest('hex');
  return { mediaType, text, digest };
}

function reference({ mediaType, text, digest }: Blob) {
  return { mediaType, digest: `sha256:${digest}`, size: text.length };
}

/** Returns the image as the registry keeps it below a folder of its file system (distribution, storage paths). */
export function registryImageFiles(folder: string): Readonly<Record<string, string>> {
  const layer = blob('application/vnd.oci.image.layer.v1.tar', 'lab '.repeat(LAYER_BYTES / 4));
  const config = blob('application/vnd.oci.image.config.v1+json', { os: 'linux' });
  const manifest = blob('application/vnd.oci.image.manifest.v1+json', {
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: reference(config),
    layers: [reference(layer)],
  });
  const index = blob('application/vnd.oci.image.index.v1+json', {
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.index.v1+json',
    manifests: ['amd64', 'arm64'].map((architecture) => ({
      ...reference(manifest),
      platform: { os: 'linux', architecture },
    })),
  });
  const root = `${folder}/docker/registry/v2`;
  const repository = `${root}/repositories/${REGISTRY_IMAGE.repository}`;
  const tag = `${repository}/_manifests/tags/${REGISTRY_IMAGE.tag}`;
  const link = (path: string, { digest }: Blob) => [`${path}/link`, `sha256:${digest}`] as const;
  return Object.fromEntries([
    ...[layer, config, manifest, index].map(
      ({ digest, text }) =>
        [`${root}/blobs/sha256/${digest.slice(0, 2)}/${digest}/data`, text] as const,
    ),
    ...[layer, config].map((one) => link(`${repository}/_layers/sha256/${one.digest}`, one)),
    ...[manifest, index].map((one) =>
      link(`${repository}/_manifests/revisions/sha256/${one.digest}`, one),
    ),
    link(`${tag}/current`, index),
    link(`${tag}/index/sha256/${index.digest}`, index),
  ]);
}
