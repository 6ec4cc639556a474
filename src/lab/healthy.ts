import type { Json } from '#core/json.ts';
import type { Conditions, Route } from './conditions.ts';
import { SERVICES } from './services/index.ts';
import type { PeerOptions } from './services/peer.ts';
import { addressOf } from './topology/hosts.ts';
import { SITE_CIDRS } from './topology/networks.ts';

/** Each site knows the way to the other's networks, and the pods live behind their node. */
export const HEALTHY_ROUTES: readonly Route[] = [
  { at: 'onprem-router', to: SITE_CIDRS.vpc, way: { over: 'direct-connect' } },
  { at: 'onprem-router', to: SITE_CIDRS.remotePods, way: { via: addressOf('host') } },
  { at: 'vpc-router', to: SITE_CIDRS.remoteNodes, way: { over: 'direct-connect' } },
  { at: 'vpc-router', to: SITE_CIDRS.remotePods, way: { over: 'direct-connect' } },
];

export interface Outfit {
  /** Services whose programs this machine has not. */
  readonly leftOut: readonly string[];
  /** The peer's options, where it runs. */
  readonly peer?: PeerOptions;
}

/** Returns the lab without a fault. */
export function healthy({ leftOut, peer }: Outfit): Conditions {
  const running = SERVICES.filter(({ name }) => !leftOut.includes(name));
  const services = running.flatMap(({ name, healthy: options }): [string, Json][] =>
    options === null ? [] : [[name, options]],
  );
  return {
    rules: [],
    routes: HEALTHY_ROUTES,
    links: [],
    queues: [],
    bridges: [],
    services: { ...Object.fromEntries(services), ...(peer === undefined ? {} : { peer }) },
    site: {},
    environment: {},
  };
}
