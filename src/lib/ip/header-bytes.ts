const IPV4_BYTES = 20; // RFC 791 §3.1, without options
const IPV6_BYTES = 40; // RFC 8200 §3, without extensions
const TRANSPORT_BYTES = { udp: 8, icmp: 8 } as const; // RFC 768, RFC 792

/** Returns how many bytes of a packet to an address are headers. */
export function headerBytes(address: string, protocol: keyof typeof TRANSPORT_BYTES): number {
  return (address.includes(':') ? IPV6_BYTES : IPV4_BYTES) + TRANSPORT_BYTES[protocol];
}
