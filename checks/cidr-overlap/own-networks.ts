import { matchesGlob } from '#core/glob.ts';
import type { InterfaceAddress, Route } from '#core/io.ts';
import { type Address, type Cidr, formatCidr, parseAddress, parseCidr } from '#lib/cidr/parse.ts';
import { overlaps } from '#lib/cidr/relation.ts';
import { parseCidrs } from './parsed-blocks.ts';

/** A network that this host reaches without a router: packets to it never leave the interface. */
export type OwnNetwork = { readonly interface: string; readonly value: Cidr };

type HostState = {
  readonly addresses: readonly InterfaceAddress[];
  readonly routes: readonly Route[];
};

/** Loopback and link-local (RFC 3927) never leave the host or the link, whatever a site is numbered. */
const NEVER_ROUTED = parseCidrs(['127.0.0.0/8', '169.254.0.0/16']);

/** Returns the host's connected networks, each once. A route through a gateway is no clash but the way there. */
export function ownNetworks(
  { addresses, routes }: HostState,
  ignored: readonly string[],
): readonly OwnNetwork[] {
  const connected = [
    ...addresses
      .filter(({ family }) => family === 4)
      .map((own) => ({
        interface: own.interface,
        text: `${own.address}/${own.prefixLength}`,
      })),
    ...routes
      .filter(({ gateway, destination }) => gateway === undefined && destination !== '0.0.0.0/0')
      .map((route) => ({ interface: route.interface, text: route.destination })),
  ];
  const unique = new Map<string, OwnNetwork>();
  for (const { interface: name, text } of connected) {
    const parsed = parseCidr(text, { hostBits: 'mask' });
    if (!parsed.ok || name === 'lo' || ignored.some((pattern) => matchesGlob(pattern, name)))
      continue;
    if (NEVER_ROUTED.some((range) => overlaps(range, parsed.cidr))) continue;
    unique.set(`${name} ${formatCidr(parsed.cidr)}`, { interface: name, value: parsed.cidr });
  }
  return [...unique.values()];
}

/** The address that the node will announce: the config's, else that of the default route's interface. */
export function nodeAddressOf(
  configured: string | null,
  { addresses, routes }: HostState,
): Address | undefined {
  const way = routes.find(({ destination }) => destination === '0.0.0.0/0');
  const own = addresses.find(
    ({ family, ...one }) => family === 4 && one.interface === way?.interface,
  );
  const parsed = parseAddress(configured ?? own?.address ?? '');
  return parsed.ok ? parsed.address : undefined;
}
