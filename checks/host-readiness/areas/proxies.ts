import type { Finding } from '#core/finding.ts';
import type { Site } from '#core/site.ts';
import { isExempt } from '#lib/host/no-proxy.ts';
import { proxyAddress } from '#lib/host/proxy-setting.ts';
import { defineArea } from '../area.ts';
import { say } from '../messages.ts';
import { type ProxyPlace, proxyPlaces } from '../proxy-places.ts';

type ProxyTarget = {
  /** What must not go to a proxy. */
  readonly direct: readonly string[];
  readonly hasAgent: boolean;
};
type ProxyFacts = { readonly places: readonly ProxyPlace[] };

/** The metadata service, and the agent of EKS Pod Identity: link-local, so that nothing else reaches them. */
const LINK_LOCAL = ['169.254.169.254', '169.254.170.23'];

export const proxies = defineArea({
  name: 'proxies',
  target: (site): ProxyTarget => ({
    direct: directOf(site),
    hasAgent: site.components.credentials === 'ssm',
  }),
  look: async (world, target): Promise<ProxyFacts> => ({
    places: await proxyPlaces(world, target),
  }),
  judge: ({ places }: ProxyFacts, { direct }: ProxyTarget) => {
    const using = places.filter(hasProxy);
    return [
      ...differing(using),
      ...missing(places, using),
      ...places.flatMap(({ place, conflicts: names }) =>
        names.length === 0 ? [] : [say.proxySpeltTwice({ place, names })],
      ),
      ...using.flatMap((place) => gaps(place, direct)),
    ];
  },
});

function directOf({ networks, cluster: { endpoint, endpointMode } }: Site): readonly string[] {
  const { services, remotePods, remoteNodes } = networks;
  // A public endpoint may well be behind the proxy.
  const api = endpoint === undefined || endpointMode === 'public' ? [] : [endpoint];
  return [...services, ...remotePods, ...remoteNodes, ...api, ...LINK_LOCAL];
}

function hasProxy({ setting: { http, https } }: ProxyPlace): boolean {
  return http !== null || https !== null;
}

function differing(using: readonly ProxyPlace[]): readonly Finding[] {
  return (['http', 'https'] as const).flatMap((scheme) => {
    const named = using.flatMap(({ place, setting }) => {
      const proxy = setting[scheme];
      return proxy === null ? [] : [{ place, address: proxyAddress(proxy) }];
    });
    if (new Set(named.map(({ address }) => address)).size < 2) return [];
    return [
      say.proxyDiffers({
        scheme,
        said: named.map(({ place, address }) => `${address} in ${place}`),
      }),
    ];
  });
}

/** Services and the package manager do not read what people's shells do. */
function missing(places: readonly ProxyPlace[], using: readonly ProxyPlace[]): readonly Finding[] {
  const [first] = using;
  const proxy = first?.setting.https ?? first?.setting.http;
  const without = places.filter((place) => place.kind !== 'environment' && !hasProxy(place));
  if (proxy === undefined || proxy === null || without.length === 0) return [];
  return [say.proxyMissing({ proxy, places: without.map(({ place }) => place) })];
}

/** Package managers ask no cluster. */
function gaps(
  { place, kind, setting: { noProxy } }: ProxyPlace,
  direct: readonly string[],
): readonly Finding[] {
  if (kind === 'packages') return [];
  const open = direct.filter((need) => !isExempt(noProxy ?? '', need));
  return open.length === 0
    ? []
    : [say.noProxyGaps({ place, missing: open, noProxy: noProxy ?? '' })];
}
