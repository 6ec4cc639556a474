import { AWS_ENDPOINTS } from './aws.ts';
import { addressOf } from './hosts.ts';

/** Where every VPC has its own resolver (Route 53 Resolver, "AmazonProvidedDNS"). */
export const VPC_RESOLVER = '169.254.169.253';

/** Names that the lab's resolvers know. */
export const API_NAME = '0a1b2c3d4e5f.gr7.eu-west-1.eks.amazonaws.com';
export const REGISTRY_NAME = 'harbor.company.local';
export const ON_PREM_DOMAIN = 'company.local';
export const PROXY_NAME = `proxy.${ON_PREM_DOMAIN}`;

/** The Services that every cluster has, in its network of services: the first address, and the tenth. */
export const KUBERNETES_SERVICE = '172.20.0.1';
export const KUBE_DNS_SERVICE = '172.20.0.10';

/** Its answer exceeds one EDNS buffer of 1232 bytes, so that it must come over TCP there. */
export const BIG_NAME = 'big.eu-west-1.amazonaws.com';

/** The names that the lab's config asks its resolvers for. */
export const AWS_NAMES: readonly string[] = [
  AWS_ENDPOINTS.ssm.name,
  AWS_ENDPOINTS.ssmmessages.name,
];

export const ON_PREM_NAMES = [
  { name: REGISTRY_NAME, address: addressOf('registry') },
  { name: 'node.company.local', address: addressOf('host') },
] as const;
