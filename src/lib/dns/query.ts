import { decode, DNSSEC_OK, encode, type Question, RECURSION_DESIRED } from 'dns-packet';
import type { DnsQuestion } from '#core/io.ts';
import { frameMessage, HEADER_BYTES, type Malformed, type MessageFrame } from './message-frame.ts';
import { RECORD_TYPE } from './record-type.ts';
import { wireName } from './wire-name.ts';

export type EncodedQuery =
  | { readonly kind: 'query'; readonly bytes: Uint8Array }
  | { readonly kind: 'unusable'; readonly why: string };

export interface QueryOptions {
  /** 16 random bits: a guessable id lets others answer. */
  readonly id: number;
  readonly dnssecOk: boolean;
}

/** Encodes one recursive question with EDNS (RFC 6891). */
export function encodeQuery(
  { name, type, udpPayloadBytes }: Omit<DnsQuestion, 'transport'>,
  { id, dnssecOk }: QueryOptions,
): EncodedQuery {
  const checked = wireName(name);
  if (checked.kind === 'unusable') return checked;
  const bytes = encode({
    type: 'query',
    id,
    flags: RECURSION_DESIRED,
    questions: [{ name: checked.name, type }],
    additionals: [
      {
        type: 'OPT',
        name: '.',
        udpPayloadSize: udpPayloadBytes,
        extendedRcode: 0,
        ednsVersion: 0,
        flags: dnssecOk ? DNSSEC_OK : 0,
        flag_do: dnssecOk,
        options: [],
      },
    ],
  });
  return { kind: 'query', bytes };
}

/** What a server needs to know of a query. */
export type Query = {
  readonly kind: 'query';
  readonly id: number;
  readonly name: string;
  readonly type: string;
  readonly udpPayloadBytes: number;
};

/** RFC 6891 §6.2.3: smaller values are read as 512, which is also what a query without EDNS accepts. */
const LEAST_PAYLOAD_BYTES = 512;

/** Decodes the header and the question of a query from anybody, nothing else. Never throws. */
export function decodeQuery(bytes: Uint8Array): Query | Malformed {
  const message = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const frame = frameMessage(message);
  if (frame.kind === 'malformed') return frame;
  if (!isStandardQuery(message)) return { kind: 'malformed', why: 'not a standard query' };
  const question = decodeQuestion(message, frame);
  if (question === undefined) return { kind: 'malformed', why: 'no question for a host name' };
  const opt = frame.additionals.find(({ type }) => type === RECORD_TYPE.OPT);
  return {
    kind: 'query',
    id: message.readUInt16BE(0),
    name: question.name,
    type: question.type,
    udpPayloadBytes: Math.max(LEAST_PAYLOAD_BYTES, opt?.class ?? 0),
  };
}

/** Not a response, which would be answered for ever, and no operation but asking: RFC 1035 §4.1.1. */
function isStandardQuery(message: Buffer): boolean {
  return (message.readUInt16BE(2) & 0xf800) === 0;
}

function decodeQuestion(message: Buffer, { question }: MessageFrame): Question | undefined {
  const header = Buffer.from(message.subarray(0, HEADER_BYTES)).fill(0, 6);
  try {
    const decoded = decode(Buffer.concat([header, question])).questions?.[0];
    return decoded !== undefined && wireName(decoded.name).kind === 'name' ? decoded : undefined;
  } catch {
    // A name beyond 254 bytes, or no question at all.
    return undefined;
  }
}
