import { NotApplicable } from '#core/check.ts';
import type { HttpsExchange } from '#core/https.ts';
import type { Place } from '#core/site.ts';
import { resolveName } from '#lib/dns/resolve-name.ts';
import { endWords } from '#lib/https/end-words.ts';
import { topIssuer } from '#lib/https/issuer.ts';
import { answerWords } from '#lib/https/page.ts';
import { readApiVersion, readInstalledVersion } from '#lib/kubernetes/version.ts';
import { askApi } from './ask-api.ts';
import type { ApiVersion, VersionMeasurement, VersionTarget } from './target.ts';
import type { World } from './world.ts';

const API_PORT = 443;
const VERSION_PATH = '/version';

/** Asks the kubelet, then each interface of the API as a stranger; where none tells, the API as the kubelet. */
export async function measureVersions(
  target: VersionTarget,
  world: World,
  signal: AbortSignal,
): Promise<VersionMeasurement> {
  const { timeoutMs, isJoining, places } = target;
  const kubelet = readInstalledVersion(await world.kubelet.version({ timeoutMs }, signal));
  if (kubelet.kind === 'absent' && !isJoining) {
    throw new NotApplicable('No kubelet is installed yet: nodeadm install brings one.');
  }
  const told = await Promise.all(places.map((place) => askPlace(place, target, world, signal)));
  const apis = told.flat();
  const isTold = apis.some(({ kind }) => kind === 'version');
  const more = isTold || !isJoining ? [] : [await askAsKubelet(target, world, signal)];
  return { kind: 'versions', kubelet, apis: [...apis, ...more] };
}

async function askPlace(
  { host, port = API_PORT }: Place,
  target: VersionTarget,
  world: World,
  signal: AbortSignal,
): Promise<readonly ApiVersion[]> {
  const resolved = await resolveName(host, world, signal);
  if (resolved.kind === 'failed') return [{ from: host, kind: 'unknown', why: resolved.why }];
  const { name, authority, timeoutMs } = target;
  return Promise.all(
    resolved.addresses.map(async (address): Promise<ApiVersion> => {
      const exchange = await world.https.exchange(
        {
          to: { kind: 'address', address },
          ...{ name: name ?? host, port, path: VERSION_PATH, idleMs: 0 },
          trust: authority === null ? { kind: 'host' } : { kind: 'given', authority },
        },
        { timeoutMs },
        signal,
      );
      return { from: `${address}:${port}`, ...versionIn(exchange, authority !== null) };
    }),
  );
}

type Told =
  | { readonly kind: 'version'; readonly version: string }
  | { readonly kind: 'unknown'; readonly why: string };

/** Whoever has a certificate of somebody else is not asked for the cluster's version. */
function versionIn({ tls, http, end }: HttpsExchange, isProvable: boolean): Told {
  if (isProvable && tls !== null && tls.anchor === null) {
    return { kind: 'unknown', why: `its certificate is of ${topIssuer(tls)}` };
  }
  if (http === null) return { kind: 'unknown', why: endWords(end) };
  const version = http.status === 200 ? readApiVersion(http.body) : null;
  return version === null
    ? { kind: 'unknown', why: answerWords(http) }
    : { kind: 'version', version };
}

const AS_KUBELET = 'the API as the kubelet asks it';

async function askAsKubelet(
  { kubeconfig, timeoutMs }: VersionTarget,
  world: World,
  signal: AbortSignal,
): Promise<ApiVersion> {
  const answer = await askApi({ kubeconfig, path: VERSION_PATH, timeoutMs }, world, signal);
  if (answer.kind !== 'text') {
    const why = 'said' in answer ? `${answer.what}: ${answer.said}` : answer.kind;
    return { from: AS_KUBELET, kind: 'unknown', why };
  }
  const version = readApiVersion(answer.text);
  return version === null
    ? { from: AS_KUBELET, kind: 'unknown', why: 'it says something else' }
    : { from: AS_KUBELET, kind: 'version', version };
}
