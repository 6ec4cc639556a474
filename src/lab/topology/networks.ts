/** A network of the lab: a bridge in its router, to which its hosts are plugged. */
export interface LabNetwork {
  readonly router: RouterName;
  /** The bridge inside the router's namespace. */
  readonly bridge: string;
  /** The router's own address in it, which is the gateway of its hosts. */
  readonly gateway: string;
  readonly prefixLength: number;
  readonly mtuBytes: number;
}

export type RouterName = 'onprem-router' | 'vpc-router';

/** The sites' address plan; the same as in the documentation and the demo. */
export const SITE_CIDRS = {
  vpc: '10.20.0.0/16',
  remoteNodes: '10.80.0.0/16',
  remotePods: '10.85.0.0/16',
  services: '172.20.0.0/16',
} as const;

/** Jumbo frames everywhere, so that a healthy lab keeps the 9000 bytes that the adoption guide asks for. */
export const NETWORKS = {
  'onprem-lan': {
    router: 'onprem-router',
    bridge: 'lan',
    gateway: '10.80.1.1',
    prefixLength: 24,
    mtuBytes: 9000,
  },
  'subnet-a': {
    router: 'vpc-router',
    bridge: 'subnet-a',
    gateway: '10.20.1.1',
    prefixLength: 24,
    mtuBytes: 9001,
  },
  'subnet-b': {
    router: 'vpc-router',
    bridge: 'subnet-b',
    gateway: '10.20.2.1',
    prefixLength: 24,
    mtuBytes: 9001,
  },
  'subnet-c': {
    router: 'vpc-router',
    bridge: 'subnet-c',
    gateway: '10.20.3.1',
    prefixLength: 24,
    mtuBytes: 9001,
  },
} as const satisfies Record<string, LabNetwork>;

export type NetworkName = keyof typeof NETWORKS;
