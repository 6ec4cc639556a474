import { formatAddress, parseCidr } from '#lib/cidr/parse.ts';
import { containsAddress } from '#lib/cidr/relation.ts';

/** The API server takes the first address of the network for the Service `kubernetes` (kube-apiserver). */
export const API_INDEX = 1n;

/** EKS gives the Service kube-dns the tenth: nodeadm writes clusterDNS of the kubelet so, and asks nobody. */
export const DNS_INDEX = 10n;

/** Returns the address with this number in a network of services; undefined where the text is none, or too small. */
export function serviceAddress(network: string, index: bigint): string | undefined {
  const parsed = parseCidr(network, { hostBits: 'mask' });
  if (!parsed.ok) return undefined;
  const { family, base } = parsed.cidr;
  const address = { family, value: base + index };
  return containsAddress(parsed.cidr, address) ? formatAddress(address) : undefined;
}
