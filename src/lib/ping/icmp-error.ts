import { LOCAL } from './event.ts';
import type { PingEvent, UnreachableCode } from './event.ts';

/** Who sent the ICMP error, and about which of our packets, as far as the line says. */
type About = { readonly sequence: number | null; readonly from: string };

// The largest packet that IPv6 has without jumbograms (RFC 8200 4.5, RFC 2675). inetutils 2.4 prints the MTU of
// "Packet too big" in the wrong byte order, 1400 as 2013593600: that is no MTU.
const LARGEST_MTU_BYTES = 40 + 65_535;

const TTL_EXCEEDED = /^(?:Time to live exceeded|Time exceeded: Hop limit)/;
const FRAG_NEEDED = /^(?:frag needed|fragmentation needed|packet too big)/i;
const MTU = /\bmtu\s?[=:]?\s?(\d{1,10})/i;

/** The words of the dialects, IPv4 and IPv6. The first that fits decides: the last takes what has no code of ours. */
const UNREACHABLE: readonly (readonly [RegExp, UnreachableCode])[] = [
  [/^Destination (?:Net|Network) Prohibited/i, 'net-prohibited'],
  [/^Destination Host Prohibited/i, 'host-prohibited'],
  [/^Packet filtered|prohibited by filter|administratively/i, 'admin-prohibited'],
  [/^Destination (?:Net|Network) (?:Unreachable|Unknown)|^Network Unknown/i, 'net'],
  [/^No route to destination|^Destination unreachable: (?:No|Reject) route/i, 'net'],
  [/^Destination Host (?:Unreachable|Unknown)|^Host Unknown/i, 'host'],
  [/^Destination unreachable: Address unreachable/i, 'host'],
  [/^Destination Protocol Unreachable/i, 'protocol'],
  [/^Destination Port Unreachable|^Destination unreachable: Port unreachable/i, 'port'],
  [/^Source Route Failed/i, 'source-route'],
  [/^Dest(?:ination)?\b|^(?:Source )?Host Isolated|^Precedence /i, 'other'],
  [/^Parameter problem|^Time exceeded|^Frag reassembly time exceeded/i, 'other'],
];

/** Returns what the words of an ICMP error mean, or null for ICMP that is no error (a redirect, a source quench). */
export function icmpError(text: string, about: About): PingEvent | null {
  if (TTL_EXCEEDED.test(text)) return { kind: 'ttl-exceeded', ...about };
  if (FRAG_NEEDED.test(text)) return { kind: 'frag-needed', ...about, mtuBytes: mtuBytes(text) };
  const code = UNREACHABLE.find(([words]) => words.test(text))?.[1];
  return code === undefined ? null : { kind: 'unreachable', ...about, code, text };
}

/** Returns the event for a packet that this host itself did not send because it is larger than the link takes. */
export function tooLongLocally(text: string): PingEvent {
  return { kind: 'frag-needed', sequence: null, from: LOCAL, mtuBytes: mtuBytes(text) };
}

/** A router older than RFC 1191 gives 0: it does not say. */
function mtuBytes(text: string): number | null {
  const bytes = Number(MTU.exec(text)?.[1] ?? 0);
  return bytes === 0 || bytes > LARGEST_MTU_BYTES ? null : bytes;
}
