import { writeNtpTime } from '#lib/stamp/ntp-time.ts';
import { AT, CLIENT, HEADER_BYTES, SERVER, VERSION } from './header.ts';

/**
 * Returns the answer of a server whose time is `timeMs` (milliseconds since 1970), or null for what is no question. No
 * longer than the question, so that nobody is worth being asked in another's name.
 */
export function encodeNtpReply(
  question: Uint8Array,
  { timeMs, stratum }: { readonly timeMs: number; readonly stratum: number },
): Uint8Array | null {
  if (question.length < HEADER_BYTES || ((question[0] ?? 0) & 7) !== CLIENT) return null;
  const bytes = Buffer.alloc(HEADER_BYTES);
  bytes[0] = (VERSION << 3) | SERVER;
  bytes[AT.stratum] = stratum;
  bytes.set(question.subarray(AT.transmit, HEADER_BYTES), AT.origin);
  writeNtpTime(bytes, AT.receive, timeMs);
  writeNtpTime(bytes, AT.transmit, timeMs);
  return bytes;
}
