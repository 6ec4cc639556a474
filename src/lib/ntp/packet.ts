import { readNtpTime } from '#lib/stamp/ntp-time.ts';
import { AT, CLIENT, HEADER_BYTES, SERVER, VERSION } from './header.ts';

/** Leap indicator "not synchronised" (RFC 5905 §7.3, figure 9). */
const UNSYNCHRONISED = 3;

/** Stratum 16 is nobody's clock; beyond it is reserved (figure 11). */
const HIGHEST_STRATUM = 15;

/** NTP's short format: 16 bits of seconds, 16 of fractions (RFC 5905 §6). */
const SHORT_UNIT = 65_536;

/** Timestamps begin anew in 2036; those in the lower half are of the era that begins then (RFC 4330 §3). */
const ERA_MS = 4_294_967_296_000;
const LOWER_HALF = 0x80;

export type NtpReply =
  | {
      readonly kind: 'time';
      readonly stratum: number;
      /** When the question came and the answer left, by the server's clock: milliseconds since 1970. */
      readonly receivedMs: number;
      readonly sentMs: number;
      readonly rootDelayMs: number;
      readonly rootDispersionMs: number;
    }
  /** It asks to be left alone (RFC 5905 §7.4): `RATE`, `DENY` … */
  | { readonly kind: 'kiss-of-death'; readonly code: string }
  /** It answers, and says itself that its time is worth nothing. */
  | { readonly kind: 'unsynchronised'; readonly stratum: number; readonly leap: number }
  | { readonly kind: 'unusable'; readonly why: string };

/**
 * Returns a question in client mode. `nonce`, 8 random bytes, stands in the place of this host's time: the server sends it
 * back, which proves that it saw this question, and learns nothing of the clock.
 */
export function encodeNtpQuestion(nonce: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES);
  bytes[0] = (VERSION << 3) | CLIENT;
  bytes.set(nonce.subarray(0, 8), AT.transmit);
  return bytes;
}

/** Decodes what came back for a question. Never throws, whatever the bytes. */
export function decodeNtpReply(bytes: Uint8Array, nonce: Uint8Array): NtpReply {
  if (bytes.length < HEADER_BYTES) return unusable(`it has ${bytes.length} bytes`);
  const header = Buffer.from(bytes.buffer, bytes.byteOffset, HEADER_BYTES);
  const [first = 0, stratum = 0] = header;
  if ((first & 7) !== SERVER) return unusable(`its mode is ${first & 7}`);
  if (!header.subarray(AT.origin, AT.receive).equals(nonce.subarray(0, 8))) {
    return unusable('it does not answer this question');
  }
  const leap = first >> 6;
  if (stratum === 0) return { kind: 'kiss-of-death', code: codeOf(header) };
  if (stratum > HIGHEST_STRATUM || leap === UNSYNCHRONISED) {
    return { kind: 'unsynchronised', stratum, leap };
  }
  return timeOf(header, stratum);
}

function timeOf(header: Buffer, stratum: number): NtpReply {
  const isSet = (at: number): boolean => header.readBigUInt64BE(at) !== 0n;
  if (!isSet(AT.receive) || !isSet(AT.transmit)) return unusable('it names no time');
  return {
    kind: 'time',
    stratum,
    receivedMs: timeAt(header, AT.receive),
    sentMs: timeAt(header, AT.transmit),
    rootDelayMs: (1000 * header.readUInt32BE(AT.rootDelay)) / SHORT_UNIT,
    rootDispersionMs: (1000 * header.readUInt32BE(AT.rootDispersion)) / SHORT_UNIT,
  };
}

function timeAt(header: Buffer, at: number): number {
  const isNextEra = (header[at] ?? 0) < LOWER_HALF;
  return readNtpTime(header, at) + (isNextEra ? ERA_MS : 0);
}

function codeOf(header: Buffer): string {
  const text = header.subarray(AT.referenceId, AT.referenceId + 4).toString('latin1');
  return /^[A-Z]{4}$/.test(text) ? text : 'no code';
}

function unusable(why: string): NtpReply {
  return { kind: 'unusable', why };
}
