import { isIPv4, isIPv6 } from 'node:net';

/** Returns the address in its one usual spelling (RFC 5952), without a zone; null for what is no IP literal. */
export function plainAddress(text: string): string | null {
  if (isIPv4(text)) return text;
  if (!isIPv6(text)) return null;
  const [address = ''] = text.split('%');
  return new URL(`http://[${address}]/`).hostname.slice(1, -1);
}
