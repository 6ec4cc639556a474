import { AWS_ADDRESSES } from './aws.ts';
import type { NetworkName, RouterName } from './networks.ts';

/** A machine of the lab: a network namespace with one interface, `eth0`. */
export interface LabHost {
  readonly network: NetworkName;
  readonly addresses: readonly string[];
  /** What it plays. */
  readonly role: string;
}

export const LEAVES = {
  host: {
    network: 'onprem-lan',
    addresses: ['10.80.1.10'],
    role: 'the on-premises host that is to join: run the preflight here',
  },
  'onprem-dns': {
    network: 'onprem-lan',
    addresses: ['10.80.1.53', '10.80.1.54'],
    role: 'the on-premises resolvers, and the time server',
  },
  registry: {
    network: 'onprem-lan',
    addresses: ['10.80.1.20'],
    role: 'the on-premises image registry',
  },
  proxy: {
    network: 'onprem-lan',
    addresses: ['10.80.1.30'],
    role: 'the on-premises forward proxy',
  },
  'api-a': {
    network: 'subnet-a',
    addresses: ['10.20.1.10'],
    role: 'the first network interface of the Kubernetes API',
  },
  'api-b': {
    network: 'subnet-b',
    addresses: ['10.20.2.10'],
    role: 'the second network interface of the Kubernetes API',
  },
  'resolver-a': {
    network: 'subnet-a',
    addresses: ['10.20.1.53'],
    role: 'the first address of the Route 53 Resolver endpoint',
  },
  'resolver-b': {
    network: 'subnet-b',
    addresses: ['10.20.2.53'],
    role: 'the second address of the Route 53 Resolver endpoint',
  },
  peer: {
    network: 'subnet-c',
    addresses: ['10.20.3.10'],
    role: 'an instance in the VPC: the far side of measurements',
  },
  coredns: {
    network: 'subnet-c',
    addresses: ['10.20.3.20'],
    role: 'a node in the VPC, on which CoreDNS runs once the host has joined',
  },
  storage: {
    network: 'subnet-c',
    addresses: ['10.20.3.30'],
    role: 'the NFS server in the VPC',
  },
  endpoints: {
    network: 'subnet-c',
    addresses: ['10.20.3.40', ...AWS_ADDRESSES],
    role: 'the interface endpoints of AWS services',
  },
} as const satisfies Record<string, LabHost>;

export type LeafName = keyof typeof LEAVES;
export type HostName = LeafName | RouterName;

export const ROUTER_ROLES: Readonly<Record<RouterName, string>> = {
  'onprem-router': 'the on-premises router and firewall',
  'vpc-router': 'the router of the VPC, its security groups and network ACLs',
};

export const LEAF_NAMES = Object.keys(LEAVES) as readonly LeafName[];
export const ROUTER_NAMES = Object.keys(ROUTER_ROLES) as readonly RouterName[];
export const HOST_NAMES: readonly HostName[] = [...LEAF_NAMES, ...ROUTER_NAMES];

/** Returns the host's first address. */
export function addressOf(leaf: LeafName): string {
  return LEAVES[leaf].addresses[0];
}
