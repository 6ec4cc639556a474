import type { Io } from '#core/io.ts';
import { parseAddress } from '#lib/cidr/parse.ts';
import { isLoopback } from '#lib/host/host-name.ts';

const MOST_ADDRESSES = 256;

/** Returns this host's addresses, loopback left out. */
export async function ownAddresses(
  { host }: Pick<Io, 'host'>,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const all = (await host.addresses(signal)).map(({ address }) => address);
  return all.filter((address) => !isLoopback(address)).slice(0, MOST_ADDRESSES);
}

/** True where two lists have an address in common, however it is written. */
export function haveCommon(some: readonly string[], others: readonly string[]): boolean {
  const known = new Set(some.map(canonical));
  return others.some((address) => known.has(canonical(address)));
}

function canonical(text: string): string {
  const parsed = parseAddress(text);
  return parsed.ok ? `${parsed.address.family} ${parsed.address.value}` : text;
}
