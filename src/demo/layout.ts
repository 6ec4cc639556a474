import type { Endpoint } from '#core/endpoint.ts';

/**
 * Where the parts of the demo's far side are found. Every address is loopback and its own; ports below
 * 1024 need root, so those move up by 20000.
 */
export const LAYOUT = {
  kubernetesApi: [at('127.20.1.10', 20443), at('127.20.2.10', 20443)],
  /** A process of its own: the peer, which also stands for the nodes of the cloud. */
  peer: at('127.20.3.10', 7443),
  bgpPeer: at('127.80.0.1', 20179),
  /** What the peer asks where the resolver of the VPC is meant. */
  vpcResolver: at('127.20.0.2', 20053),
  inbound: [at('127.20.1.53', 20053), at('127.20.2.53', 20053)],
  timeServer: at('127.80.0.53', 20123),
  onPrem: [at('127.80.0.53', 20053), at('127.80.0.54', 20053)],
} as const;

/** The address that the imaginary host joins with, and the one that it calls the peer from. */
export const NODE_ADDRESS = '10.80.1.10';
export const NODE_LOOPBACK = '127.80.1.10';

export const API_NAME = '0a1b2c3d4e5f.gr7.eu-west-1.eks.amazonaws.com';
export const ON_PREM_NAME = { name: 'harbor.company.local', address: '10.80.0.20' } as const;
export const BIG_NAME = 'big.eu-west-1.amazonaws.com';

function at(address: string, port: number): Endpoint {
  return { address, port };
}
