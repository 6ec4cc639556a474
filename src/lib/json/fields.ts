/** An object of JSON of which nobody has promised anything. */
export type Fields = { readonly [key: string]: unknown };

const NOTHING: Fields = {};

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Returns the object under a key, empty where there is none. */
export function fieldsOf(fields: Fields, key: string): Fields {
  const value = fields[key];
  return isFields(value) ? value : NOTHING;
}

/** Returns the objects of the list under a key; what is no object is left out. */
export function listOf(fields: Fields, key: string): readonly Fields[] {
  const value = fields[key];
  return Array.isArray(value) ? value.filter(isFields) : [];
}

export function textOf(fields: Fields, key: string): string | null {
  const value = fields[key];
  return typeof value === 'string' ? value : null;
}

export function flagOf(fields: Fields, key: string): boolean | null {
  const value = fields[key];
  return typeof value === 'boolean' ? value : null;
}

/** Returns a number that is one and not negative: iperf3 prints null for NaN, and -1 or 2^64-1 for "not known". */
export function amountOf(fields: Fields, key: string): number | null {
  const value = fields[key];
  return typeof value === 'number' && value >= 0 && value <= Number.MAX_SAFE_INTEGER ? value : null;
}

/** Returns a whole number that is not negative. */
export function countOf(fields: Fields, key: string): number | null {
  const value = amountOf(fields, key);
  return Number.isSafeInteger(value) ? value : null;
}

/** Returns a number above 0: iperf3 prints 0 for an RTT, a window or an MTU that the kernel did not tell. */
export function knownOf(fields: Fields, key: string): number | null {
  const value = amountOf(fields, key);
  return value === 0 ? null : value;
}

const LEAST_SECONDS = 1e-6; // iperf3 prints times to the microsecond

/** Returns a time that something can be divided by. */
export function secondsOf(fields: Fields, key: string): number | null {
  const value = amountOf(fields, key);
  return value === null || value < LEAST_SECONDS ? null : value;
}
