import { XdrError } from './xdr-error.ts';

/** Every item takes a multiple of four bytes (RFC 4506 §3). */
export const UNIT_BYTES = 4;

/** An unsigned integer, and a bool or an enum as its number (RFC 4506 §4.2 to 4.4). Throws XdrError beyond 32 bits. */
export function xdrUint(...values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(UNIT_BYTES * values.length);
  values.forEach((value, index) => {
    if (!Number.isInteger(value) || value < 0 || value > 0xffffffff) {
      throw new XdrError(`${value} is no unsigned integer of 32 bits`);
    }
    bytes.writeUInt32BE(value, UNIT_BYTES * index);
  });
  return bytes;
}

/** Opaque data of a length that both sides know, filled up with zeros (RFC 4506 §4.9). */
export function xdrFixed(data: Uint8Array): Buffer {
  const bytes = Buffer.alloc(paddedBytes(data.length));
  bytes.set(data);
  return bytes;
}

/** Opaque data behind its length (RFC 4506 §4.10). Throws XdrError for more than `mostBytes`. */
export function xdrOpaque(data: Uint8Array, mostBytes: number): Buffer {
  if (data.length > mostBytes) {
    throw new XdrError(`${data.length} bytes are more than the ${mostBytes} that may be written`);
  }
  return Buffer.concat([xdrUint(data.length), xdrFixed(data)]);
}

/** A text behind the length of its UTF-8 (RFC 4506 §4.11). Throws XdrError for more than `mostBytes`. */
export function xdrText(text: string, mostBytes: number): Buffer {
  return xdrOpaque(Buffer.from(text), mostBytes);
}

export function paddedBytes(sizeBytes: number): number {
  return Math.ceil(sizeBytes / UNIT_BYTES) * UNIT_BYTES;
}
