import type { Arrivals } from '#core/far.ts';
import type { TcpOutcome } from '#core/tcp.ts';
import type { Echo } from '#lib/echo.ts';

/**
 * Above the ports that rules name and below those that systems hand out: whether it comes through tells a missing
 * route from a closed port.
 */
export const CONTROL_PORT = 29_443;

/** One pod network, tried from the VPC. */
export type PodTarget = {
  /** CIDR. */
  readonly network: string;
  /** Where webhooks and aggregated APIs listen in pods. */
  readonly ports: readonly number[];
  /** `bgp`: a router learns the way only once the network plugin runs. */
  readonly routes: 'static' | 'bgp';
  readonly sources: readonly string[];
  readonly cluster: string;
  readonly timeoutMs: number;
};

/** One port of the borrowed address. */
export type PodPort = {
  readonly port: number;
  /** null where the host could not listen there. */
  readonly outcome: TcpOutcome | null;
  readonly echo: Echo['kind'];
  readonly seenSource: string | null;
  readonly ownSource: string | null;
  /** Asked only where nothing came back. */
  readonly arrivals: Arrivals | null;
  /** Why the host did not listen; empty where it did. */
  readonly why: string;
};

export type PodMeasurement = { readonly address: string; readonly ports: readonly PodPort[] };
