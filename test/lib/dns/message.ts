import { encode, type Packet } from 'dns-packet';
import { encodeQuery } from '#lib/dns/query.ts';

export const ID = 0x1234;
export const NAME = 'api.example.com';

/** The query that every message of these tests answers. */
export function query(name = NAME): Uint8Array {
  const encoded = encodeQuery(
    { name, type: 'A', udpPayloadBytes: 1232 },
    { id: ID, dnssecOk: false },
  );
  if (encoded.kind === 'unusable') throw new Error(encoded.why);
  return encoded.bytes;
}

/** An answer to it, with other parts put in. */
export function reply(parts: Partial<Packet> = {}): Buffer {
  return encode({
    type: 'response',
    id: ID,
    questions: [{ name: NAME, type: 'A' }],
    answers: [{ type: 'A', name: NAME, data: '10.20.1.10', ttl: 5 }],
    ...parts,
  });
}

/** A copy with some bytes written over. */
export function patched(message: Buffer, offset: number, ...bytes: readonly number[]): Buffer {
  const copy = Buffer.from(message);
  copy.set(bytes, offset);
  return copy;
}
