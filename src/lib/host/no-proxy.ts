import { isIP } from 'node:net';
import { type Cidr, parseCidr } from '#lib/cidr/parse.ts';
import { containsCidr } from '#lib/cidr/relation.ts';

/**
 * True where NO_PROXY keeps a network, an address or a name away from the proxy, as Go's programs read it: the kubelet,
 * containerd and the SSM agent (golang.org/x/net/http/httpproxy, "NoProxy").
 */
export function isExempt(noProxy: string, need: string): boolean {
  const entries = noProxy.split(/[,\s]+/).filter((entry) => entry !== '');
  if (entries.includes('*')) return true;
  const network = cidrOf(need);
  return entries.some((entry) =>
    network === null ? coversName(entry, need.toLowerCase()) : coversNetwork(entry, network),
  );
}

function coversNetwork(entry: string, network: Cidr): boolean {
  const outer = cidrOf(entry);
  return outer !== null && containsCidr(outer, network);
}

function coversName(entry: string, name: string): boolean {
  const domain = entry.toLowerCase().replace(/^\*/, '').replace(/:\d+$/, '');
  return domain.startsWith('.')
    ? name.endsWith(domain)
    : name === domain || name.endsWith(`.${domain}`);
}

function cidrOf(text: string): Cidr | null {
  const whole = isIP(text) === 0 ? text : `${text}/${isIP(text) === 4 ? 32 : 128}`;
  const parsed = parseCidr(whole, { hostBits: 'mask' });
  return parsed.ok ? parsed.cidr : null;
}
