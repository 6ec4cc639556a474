/** Seconds from 1900, where NTP counts from, to 1970 (RFC 5905 §6). */
const UNIX_EPOCH_S = 2_208_988_800;
const TWO_32 = 4_294_967_296;

/** Writes a time as an NTP timestamp of 64 bits. `ms` counts from 1970. */
export function writeNtpTime(into: Buffer, at: number, ms: number): void {
  const seconds = Math.floor(ms / 1000);
  into.writeUInt32BE((seconds + UNIX_EPOCH_S) % TWO_32, at);
  into.writeUInt32BE(Math.floor(((ms - seconds * 1000) / 1000) * TWO_32), at + 4);
}

/** Returns an NTP timestamp in milliseconds since 1970, for times before 2036. */
export function readNtpTime(from: Buffer, at: number): number {
  const seconds = from.readUInt32BE(at) - UNIX_EPOCH_S;
  return seconds * 1000 + (from.readUInt32BE(at + 4) / TWO_32) * 1000;
}
