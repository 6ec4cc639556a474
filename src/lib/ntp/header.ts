/** The header of NTP without extensions (RFC 5905 §7.3): its size, and the places of its fields. */
export const HEADER_BYTES = 48;

export const AT = {
  ...{ stratum: 1, rootDelay: 4, rootDispersion: 8, referenceId: 12 },
  ...{ origin: 24, receive: 32, transmit: 40 },
} as const;

export const VERSION = 4;
export const CLIENT = 3;
export const SERVER = 4;
