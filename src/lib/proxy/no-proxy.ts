import { isIP } from 'node:net';
import { parseAddress, parseCidr } from '#lib/cidr/parse.ts';
import { containsAddress } from '#lib/cidr/relation.ts';

/**
 * True where NO_PROXY exempts a host: `*`, a CIDR, an address, a domain with all below it, `.domain` or `*.domain`
 * for what is below it alone; each with `:port` for that port alone.
 */
export function isExempt(name: string, port: number, noProxy: string): boolean {
  const host = name.toLowerCase().replace(/\.$/, '');
  return noProxy
    .split(',')
    .map((entry) => entry.trim().toLowerCase())
    .filter((entry) => entry !== '')
    .some((entry) => entry === '*' || matches(host, port, entry));
}

function matches(host: string, port: number, entry: string): boolean {
  const cidr = parseCidr(entry, { hostBits: 'mask' });
  if (cidr.ok) return isInside(host, (address) => containsAddress(cidr.cidr, address));
  const { place, onlyPort } = splitPort(entry);
  if (onlyPort !== undefined && onlyPort !== port) return false;
  const own = parseAddress(place);
  if (own.ok) return isInside(host, (address) => address.value === own.address.value);
  if (isIP(host) !== 0) return false;
  const domain = place.replace(/^\*\./, '.');
  return domain.startsWith('.') ? host.endsWith(domain) : isWithin(host, domain);
}

type Address = Extract<ReturnType<typeof parseAddress>, { ok: true }>['address'];

function isInside(host: string, test: (address: Address) => boolean): boolean {
  const parsed = parseAddress(host);
  return parsed.ok && test(parsed.address);
}

function isWithin(host: string, domain: string): boolean {
  return host === domain || host.endsWith(`.${domain}`);
}

function splitPort(entry: string): { readonly place: string; readonly onlyPort?: number } {
  const [, bracketed, plain = '', port] = /^(?:\[([^\]]*)\]|([^:]*)):(\d+)$/.exec(entry) ?? [];
  return port === undefined
    ? { place: entry.replace(/^\[(.*)\]$/, '$1') }
    : { place: bracketed ?? plain, onlyPort: Number(port) };
}
