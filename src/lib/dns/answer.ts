import { decode } from 'dns-packet';
import type { DnsAnswer } from '#core/io.ts';
import {
  endOfQuestion,
  frameMessage,
  HEADER_BYTES,
  type Malformed,
  type MessageFrame,
  type RecordFrame,
} from './message-frame.ts';
import { rcodeOf } from './rcode.ts';
import { CLASS_IN, RECORD_TYPE } from './record-type.ts';

/** What a message is to somebody who waits for the answer to a query; `foreign` answers something else. */
export type Reply =
  | { readonly kind: 'answer'; readonly answer: DnsAnswer }
  | { readonly kind: 'foreign'; readonly why: string }
  | Malformed;

/** More than any name of a site has; an answer of 64 KiB holds 4,000, and a report keeps them all. */
const MOST_ADDRESSES = 64;

const RESPONSE_FLAG = 0x8000;

/** Decodes a reply to `query`. Never throws, and does work in proportion to the reply's size only. */
export function decodeAnswer(query: Uint8Array, reply: Uint8Array): Reply {
  const message = asBuffer(reply);
  const strangeness = whyForeign(asBuffer(query), message);
  if (strangeness !== undefined) return { kind: 'foreign', why: strangeness };
  const frame = frameMessage(message);
  if (frame.kind === 'malformed') return frame;
  const addressRecords = frame.answers.filter(holdsAddress);
  const odd = addressRecords.find(({ type, data }) => data.length !== ADDRESS_BYTES[type]);
  if (odd !== undefined) {
    return { kind: 'malformed', why: `an address record of ${odd.data.length} bytes` };
  }
  return { kind: 'answer', answer: answerOf(message, frame, addressRecords) };
}

/** Names are compared as raw bytes: decoded text cannot tell a dot from a separator. */
function whyForeign(query: Buffer, message: Buffer): string | undefined {
  if (message.length < HEADER_BYTES) return 'shorter than a header';
  if (message.readUInt16BE(0) !== query.readUInt16BE(0)) return 'another id';
  const flags = message.readUInt16BE(2);
  if ((flags & RESPONSE_FLAG) === 0) return 'not a response';
  // A server that refuses to parse a query may answer with the bare header.
  if (message.readUInt16BE(4) === 0 && (flags & 15) !== 0) return undefined;
  return isSameQuestion(query, message) ? undefined : 'another question';
}

function isSameQuestion(query: Buffer, message: Buffer): boolean {
  const end = endOfQuestion(query);
  if (end === undefined || message.length < end || message.readUInt16BE(4) !== 1) return false;
  const nameEnd = end - 4;
  return (
    query.subarray(nameEnd, end).equals(message.subarray(nameEnd, end)) &&
    lowerCase(query.subarray(HEADER_BYTES, nameEnd)).equals(
      lowerCase(message.subarray(HEADER_BYTES, nameEnd)),
    )
  );
}

/** Length bytes are at most 63, below "A", so they survive. */
function lowerCase(name: Buffer): Buffer {
  return Buffer.from(name.map((byte) => (byte >= 0x41 && byte <= 0x5a ? byte + 0x20 : byte)));
}

const ADDRESS_BYTES: Readonly<Record<number, number>> = {
  [RECORD_TYPE.A]: 4,
  [RECORD_TYPE.AAAA]: 16,
};

function holdsAddress({ type, class: recordClass }: RecordFrame): boolean {
  return recordClass === CLASS_IN && type in ADDRESS_BYTES;
}

function answerOf(
  message: Buffer,
  frame: MessageFrame,
  addressRecords: readonly RecordFrame[],
): DnsAnswer {
  const kept = addressRecords.slice(0, MOST_ADDRESSES);
  const decoded = decode(excerpt(message, frame.question, kept));
  return {
    rcode: rcodeOf(message.readUInt16BE(2), frame),
    truncated: decoded.flag_tc,
    authoritative: decoded.flag_aa,
    recursionAvailable: decoded.flag_ra,
    sizeBytes: message.length,
    addresses: (decoded.answers ?? []).flatMap((record) =>
      record.type === 'A' || record.type === 'AAAA' ? [record.data] : [],
    ),
    answerCount: frame.answers.length,
    referral: isReferral(frame),
  };
}

function isReferral({ answers, authorities }: MessageFrame): boolean {
  const types = authorities.map(({ type }) => type);
  return answers.length === 0 && types.includes(RECORD_TYPE.NS) && !types.includes(RECORD_TYPE.SOA);
}

/**
 * Returns the message reduced to header, question and these records, each owned by the root. No
 * compression pointer is left: a chain of them keeps the decoder busy for most of a second.
 */
function excerpt(message: Buffer, question: Buffer, records: readonly RecordFrame[]): Buffer {
  const header = Buffer.from(message.subarray(0, HEADER_BYTES));
  header.writeUInt16BE(records.length, 6);
  header.fill(0, 8);
  return Buffer.concat([header, question, ...records.map(ownedByRoot)]);
}

function ownedByRoot({ type, class: recordClass, data }: RecordFrame): Buffer {
  const head = Buffer.alloc(11);
  head.writeUInt16BE(type, 1);
  head.writeUInt16BE(recordClass, 3);
  head.writeUInt16BE(data.length, 9);
  return Buffer.concat([head, data]);
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
