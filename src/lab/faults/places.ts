import { addressOf, LEAVES } from '../topology/hosts.ts';
import { SITE_CIDRS } from '../topology/networks.ts';

/** Addresses as the catalogue's rules and expectations name them. */
export const HOST = addressOf('host');
export const API_A = addressOf('api-a');
export const API_B = addressOf('api-b');
export const RESOLVER_A = addressOf('resolver-a');
export const RESOLVER_B = addressOf('resolver-b');
export const [ON_PREM_DNS_1, ON_PREM_DNS_2] = LEAVES['onprem-dns'].addresses;
export const PEER = addressOf('peer');
export const STORAGE = addressOf('storage');
export const REGISTRY = addressOf('registry');
export const PROXY = addressOf('proxy');
export const COREDNS = addressOf('coredns');
export const { vpc: VPC, remoteNodes: ON_PREM, remotePods: PODS, services: SERVICES } = SITE_CIDRS;
