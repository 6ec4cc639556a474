import { ECHO_BYTES, readEcho } from './echo.ts';
import { headerBytes } from './ip/header-bytes.ts';

/** The number of a probe, behind the question of its lease. */
const NUMBER_BYTES = 4;

/** Returns the datagram that makes a packet of so many bytes; it begins with what the lease answers. */
export function encodeProbe(
  ask: Uint8Array,
  number: number,
  { sizeBytes, address }: { readonly sizeBytes: number; readonly address: string },
): Buffer {
  const least = ask.length + NUMBER_BYTES;
  const datagram = Buffer.alloc(Math.max(least, sizeBytes - headerBytes(address, 'udp')));
  datagram.set(ask);
  datagram.writeUInt32BE(number, ask.length);
  return datagram;
}

/**
 * Returns what a lease says to a datagram that is its question, with a probe's number and padding behind it or not;
 * undefined for any other. The answer is never longer than the question.
 */
export function confirmationOf(
  datagram: Uint8Array,
  ask: Uint8Array,
  echo: () => Uint8Array,
): Buffer | undefined {
  if (datagram.length < ask.length) return undefined;
  if (Buffer.compare(datagram.subarray(0, ask.length), ask) !== 0) return undefined;
  const number = datagram.subarray(ask.length, ask.length + NUMBER_BYTES);
  return number.length === NUMBER_BYTES || datagram.length === ask.length
    ? Buffer.concat([echo(), number])
    : undefined;
}

/** Returns the number of the probe that a lease confirms; undefined for what it did not say. */
export function confirmedNumber(answer: Uint8Array, nonce: Uint8Array): number | undefined {
  if (answer.length !== ECHO_BYTES + NUMBER_BYTES) return undefined;
  if (readEcho(answer.subarray(0, ECHO_BYTES), nonce).kind !== 'ours') return undefined;
  return Buffer.from(answer).readUInt32BE(ECHO_BYTES);
}
