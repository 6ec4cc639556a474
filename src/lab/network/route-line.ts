import type { Conditions, Route } from '../conditions.ts';
import { IMPAIRED, WAN_LINKS, type WanLinkName } from '../topology/wan.ts';
import type { HostName } from '../topology/hosts.ts';

/** Returns a host's routes in the words of ip-route(8), by destination. */
export function routeWords(
  { routes, wire }: Pick<Conditions, 'routes' | 'wire'>,
  host: HostName,
): ReadonlyMap<string, string> {
  const own = routes.filter(({ at }) => at === host);
  return new Map(own.map((route) => [route.to, words(route, wire !== undefined)]));
}

function words({ at, to, way }: Route, isWireImpaired: boolean): string {
  if ('refuse' in way) return `${way.refuse} ${to}`;
  if ('via' in way) return `${to} via ${way.via}`;
  const link = wanLink(way.over, isWireImpaired);
  const gateway = at === 'onprem-router' ? link.vpcAddress : link.onPremAddress;
  const limit = way.mtuBytes === undefined ? '' : ` mtu lock ${way.mtuBytes}`;
  return `${to} via ${gateway} dev ${link.device}${limit}`;
}

function wanLink(name: WanLinkName, isWireImpaired: boolean) {
  return name === 'direct-connect' && isWireImpaired ? IMPAIRED : WAN_LINKS[name];
}

/** Returns the lines of ip(8) that lead from these routes to those. */
export function routeChangeLines(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): readonly string[] {
  const gone = [...before.keys()].filter((to) => !after.has(to));
  const fresh = [...after].filter(([to, words]) => before.get(to) !== words);
  return [
    // Unlike `route del`, fine where a device that went down took its routes with it.
    ...gone.map((to) => `route flush exact ${to}`),
    ...fresh.map(([, words]) => `route replace ${words}`),
  ];
}
