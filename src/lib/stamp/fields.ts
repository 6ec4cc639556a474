/** Direct Measurement (RFC 8972 §4.5): three counters of 32 bits. */
const COUNTERS_TYPE = 5;
const COUNTERS_BYTES = 12;
const TLV_HEADER_BYTES = 4;
/** Set by the sender, cleared by a reflector that knows the type (RFC 8972 §4). */
export const UNRECOGNISED = 0x80;

/** With its header. */
export const COUNTERS_TLV_BYTES = TLV_HEADER_BYTES + COUNTERS_BYTES;

export interface TlvHeader {
  readonly flags: number;
  readonly type: number;
  readonly length: number;
}

export function writeTlvHeader(into: Buffer, at: number, header: TlvHeader): void {
  into.writeUInt8(header.flags, at);
  into.writeUInt8(header.type, at + 1);
  into.writeUInt16BE(header.length, at + 2);
}

/** Writes what the sender has sent, and room for the reflector's counts. */
export function writeSentCounter(into: Buffer, at: number, sent: number): void {
  writeTlvHeader(into, at, { flags: UNRECOGNISED, type: COUNTERS_TYPE, length: COUNTERS_BYTES });
  into.writeUInt32BE(sent, at + TLV_HEADER_BYTES);
}

/** Returns what the sender has sent by its own count; undefined where the TLV is not there. */
export function readSentCounter(bytes: Buffer, at: number): number | undefined {
  return hasCounters(bytes, at) ? bytes.readUInt32BE(at + TLV_HEADER_BYTES) : undefined;
}

/** Adds the reflector's counts to the sender's, and says that they were understood. */
export function writeCounters(
  into: Buffer,
  at: number,
  { sent, received, answered }: Readonly<Record<'sent' | 'received' | 'answered', number>>,
): void {
  writeTlvHeader(into, at, { flags: 0, type: COUNTERS_TYPE, length: COUNTERS_BYTES });
  [sent, received, answered].forEach((count, index) =>
    into.writeUInt32BE(count, at + TLV_HEADER_BYTES + 4 * index),
  );
}

/** Returns the reflector's counts; null where it sent the TLV back untouched, or none. */
export function readCounters(
  bytes: Buffer,
  at: number,
): { readonly received: number; readonly sent: number } | null {
  if (!hasCounters(bytes, at) || (bytes.readUInt8(at) & UNRECOGNISED) !== 0) return null;
  const first = at + TLV_HEADER_BYTES;
  return { received: bytes.readUInt32BE(first + 4), sent: bytes.readUInt32BE(first + 8) };
}

function hasCounters(bytes: Buffer, at: number): boolean {
  if (bytes.length < at + COUNTERS_TLV_BYTES) return false;
  return bytes.readUInt8(at + 1) === COUNTERS_TYPE && bytes.readUInt16BE(at + 2) === COUNTERS_BYTES;
}

/** Error estimates are told in steps of 2^(scale−32) s, about a millisecond at least (RFC 4656 §4.1.2). */
const FINEST_SCALE = 22;
const COARSEST_SCALE = 63;
const MOST_STEPS = 255;
const stepMs = (scale: number): number => 1000 * 2 ** (scale - 32);
/** The S bit: the clock is kept in step from outside. */
const SYNCHRONISED = 0x8000;

type Clock = { readonly isSynchronised: boolean; readonly errorMs: number };

/** A multiplier of 0 would make the packet void (RFC 4656 §4.1.2). */
export function errorEstimate({ isSynchronised, errorMs }: Clock): number {
  let scale = FINEST_SCALE;
  while (errorMs > MOST_STEPS * stepMs(scale) && scale < COARSEST_SCALE) scale += 1;
  const steps = Math.min(MOST_STEPS, Math.max(1, Math.round(errorMs / stepMs(scale))));
  return (isSynchronised ? SYNCHRONISED : 0) | (scale << 8) | steps;
}

export function readErrorEstimate(bytes: Buffer, at: number): Clock {
  const word = bytes.readUInt16BE(at);
  const scale = (word >> 8) & 0x3f;
  const errorMs = (word & 0xff) * stepMs(scale);
  return { isSynchronised: (word & SYNCHRONISED) !== 0, errorMs };
}
