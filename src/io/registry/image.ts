import type { ImageFacts, LayerPull, PullQuestion } from '#core/registry.ts';
import { type Layer, MANIFEST_TYPES, readManifest } from '#lib/registry/manifest.ts';
import { type Answer, get, type Server } from './exchange.ts';
import { serverOf } from './login.ts';

/** distribution refuses manifests beyond 4 MiB. */
const MOST_MANIFEST_BYTES = 4 * 1024 * 1024;

export interface ImageQuestion extends Pick<PullQuestion, 'timeoutMs' | 'mostBytes' | 'mostMs'> {
  readonly image: NonNullable<PullQuestion['image']>;
  /** `linux/amd64` */
  readonly platform: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Finds the image of this platform, and pulls the beginning of its first layer. */
export async function findImage(
  server: Server,
  question: ImageQuestion,
  signal: AbortSignal,
): Promise<ImageFacts> {
  const { image, platform } = question;
  const found = await askManifest(server, question, image.reference, signal);
  if (found.kind !== 'index') return conclude(server, question, found, signal);
  const entry = found.entries.find((one) => one.platform === platform);
  if (entry === undefined) {
    const has = [...new Set(found.entries.map((one) => one.platform))].slice(0, 10);
    return { kind: 'no-platform', wanted: platform, has };
  }
  const inner = await askManifest(server, question, entry.digest, signal);
  return conclude(server, question, inner, signal);
}

type Asked = ReturnType<typeof readManifest> | Exclude<ImageFacts, { kind: 'found' }>;

async function askManifest(
  server: Server,
  { image, headers, timeoutMs }: ImageQuestion,
  reference: string,
  signal: AbortSignal,
): Promise<Asked> {
  const answer = await get(
    server,
    {
      path: `/v2/${image.repository}/manifests/${reference}`,
      headers: { ...headers, accept: MANIFEST_TYPES.join(', ') },
      ...{ timeoutMs, mostBytes: MOST_MANIFEST_BYTES, keepsBody: true },
    },
    signal,
  );
  if (answer.kind === 'failed') return answer;
  const { status, body } = answer;
  if (status === 404) return { kind: 'absent' };
  if (status === 401 || status === 403) return { kind: 'denied', status };
  return status === 200 ? readManifest(body) : { kind: 'failed', why: `status ${status}` };
}

async function conclude(
  server: Server,
  question: ImageQuestion,
  asked: Asked,
  signal: AbortSignal,
): Promise<ImageFacts> {
  if (asked.kind === 'unknown' || asked.kind === 'index') {
    return { kind: 'failed', why: 'its manifest is of no kind that is known' };
  }
  if (asked.kind !== 'image') return asked;
  const { layers } = asked;
  return {
    kind: 'found',
    layers: layers.length,
    sizeBytes: layers.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    layer: await pullLayer(server, question, layers[0], signal),
  };
}

async function pullLayer(
  server: Server,
  { image, headers, mostBytes, mostMs }: ImageQuestion,
  layer: Layer | undefined,
  signal: AbortSignal,
): Promise<LayerPull> {
  if (layer === undefined) return { kind: 'none' };
  const bounds = { timeoutMs: mostMs, mostBytes, keepsBody: false };
  const path = `/v2/${image.repository}/blobs/${layer.digest}`;
  const first = await get(server, { ...bounds, path, headers }, signal);
  const target = redirectOf(first, server);
  if (target === undefined) return pulled(first);
  if (target.protocol !== 'https:') return { kind: 'failed', why: 'it is led away from https' };
  // The store that it leads to has a ticket in its address, and is not to see the token.
  const onward = { ...bounds, path: `${target.pathname}${target.search}` };
  return pulled(await get(serverOf(target, server), onward, signal));
}

function redirectOf(answer: Answer, { name, port }: Server): URL | undefined {
  if (answer.kind === 'failed' || ![301, 302, 303, 307, 308].includes(answer.status))
    return undefined;
  const { location = '' } = answer.headers;
  const base = `https://${name}:${port}/`;
  return URL.canParse(location, base) ? new URL(location, base) : undefined;
}

function pulled(answer: Answer): LayerPull {
  if (answer.kind === 'failed') return answer;
  const { status, bytes, bodyMs, firstByteMs, isWhole } = answer;
  if (status !== 200) return { kind: 'failed', why: `status ${status}` };
  return { kind: 'pulled', bytes, bodyMs, firstByteMs, isWhole };
}
