// RFC 791: every link carries 68 bytes; RFC 8200: no packet without jumbograms is longer than 40 + 65535.
const SMALLEST_BYTES = 68;
const LARGEST_BYTES = 40 + 65_535;

/** Returns the MTU that is written there, in bytes; null for none. tracepath without a route says 128000. */
export function mtuIn(digits: string | undefined): number | null {
  const bytes = Number(digits ?? 0);
  return bytes >= SMALLEST_BYTES && bytes <= LARGEST_BYTES ? bytes : null;
}
