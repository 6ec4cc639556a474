import type { Json } from '#core/json.ts';
import type { HostName } from './topology/hosts.ts';
import type { WanLinkName } from './topology/wan.ts';

/**
 * Where in a host's packet path a rule sits; `destination-nat` and `source-nat` see a flow's first packet, `own-nat` that of
 * flows which the host itself begins.
 */
export type Hook =
  'prerouting' | 'forward' | 'input' | 'output' | 'destination-nat' | 'own-nat' | 'source-nat';

/** One statement of nft(8), as in `ip daddr 10.20.1.10 tcp dport 443 drop`. */
export interface FirewallRule {
  readonly at: HostName;
  readonly hook: Hook;
  readonly rule: string;
}

/** Where packets to a destination go. A locked MTU is what the router then answers "fragmentation needed" for. */
export type Way =
  | { readonly over: WanLinkName; readonly mtuBytes?: number }
  | { readonly via: string }
  | { readonly refuse: 'unreachable' | 'prohibit' | 'blackhole' };

export interface Route {
  readonly at: HostName;
  readonly to: string;
  readonly way: Way;
}

/** A device that is not as it was built. */
export interface LinkState {
  readonly at: HostName;
  readonly device: string;
  readonly mtuBytes?: number;
  readonly up?: boolean;
}

/** A queueing discipline in the words of tc(8), as in `tbf rate 20mbit burst 32kb latency 50ms`. */
export interface Queue {
  readonly at: HostName;
  readonly device: string;
  readonly discipline: string;
}

/** A bridge of the host's own, as a container runtime makes one. */
export interface ExtraBridge {
  readonly at: HostName;
  readonly device: string;
  /** Address with prefix length. */
  readonly address: string;
}

/** What the wire does to packets in each direction, in the words of src/lab/wire/impair.py. */
export interface Wire {
  readonly toVpc: string;
  readonly toOnPrem: string;
}

/** What the config of the lab says differently. */
export interface SiteChange {
  readonly remotePods?: string;
  readonly credentials?: 'iam-roles-anywhere';
  /** The host's own proxy settings are looked at, too. */
  readonly looksAtProxies?: true;
  /** There is no registry to pull from: a program for it is missing. */
  readonly withoutRegistry?: true;
}

/**
 * All of the lab that a fault can change; the topology itself stays. A fault is a change of this data, and
 * to clear it is to return to the data before.
 */
export interface Conditions {
  readonly rules: readonly FirewallRule[];
  readonly routes: readonly Route[];
  readonly links: readonly LinkState[];
  readonly queues: readonly Queue[];
  readonly bridges: readonly ExtraBridge[];
  readonly wire?: Wire;
  /** Options of each service that runs, by its name. */
  readonly services: Readonly<Record<string, Json>>;
  readonly site: SiteChange;
  /** What the shell of the host that is to join has in its environment: its proxy, for one. */
  readonly environment: Readonly<Record<string, string>>;
}

/** A lab of which only the topology is there. */
export const NOTHING: Conditions = {
  rules: [],
  routes: [],
  links: [],
  queues: [],
  bridges: [],
  services: {},
  site: {},
  environment: {},
};
