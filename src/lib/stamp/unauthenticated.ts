import type { StampCodec } from './codec.ts';
import {
  COUNTERS_TLV_BYTES,
  errorEstimate,
  readCounters,
  readErrorEstimate,
  readSentCounter,
  writeCounters,
  writeSentCounter,
} from './fields.ts';
import { readNtpTime, writeNtpTime } from './ntp-time.ts';

/**
 * Unauthenticated mode (RFC 8762 §4.2.1, §4.3.1), which reflectors of TWAMP-Light understand as well (RFC 5357 App. I,
 * RFC 8762 §4.6): routers have one.
 */
const BASE_BYTES = 44;
const PACKET_BYTES = BASE_BYTES + COUNTERS_TLV_BYTES;
/** A TWAMP-Light sender's packet without padding, and its reflector's (RFC 5357 §4.1.2, §4.2.1). */
const LIGHT_SENDER_BYTES = 14;
const LIGHT_REFLECTOR_BYTES = 41;

/** Error estimate of multiplier 0: the packet is void (RFC 4656 §4.1.2). */
const isVoid = (bytes: Buffer): boolean => bytes.readUInt8(13) === 0;

export const UNAUTHENTICATED: StampCodec = {
  packetBytes: PACKET_BYTES,
  writeSender: (into, packet) => {
    into.fill(0);
    into.writeUInt32BE(packet.sequence, 0);
    writeNtpTime(into, 4, packet.sentMs);
    into.writeUInt16BE(errorEstimate(packet), 12);
    into.writeUInt16BE(packet.ssid, 14);
    writeSentCounter(into, BASE_BYTES, packet.sent);
  },
  readSender: (bytes) => {
    if (bytes.length < LIGHT_SENDER_BYTES || isVoid(bytes)) return undefined;
    const sequence = bytes.readUInt32BE(0);
    return {
      sequence,
      sentMs: readNtpTime(bytes, 4),
      ...readErrorEstimate(bytes, 12),
      ssid: bytes.length < 16 ? 0 : bytes.readUInt16BE(14),
      sent: readSentCounter(bytes, BASE_BYTES) ?? sequence + 1,
    };
  },
  reflect: (request, { sequence, receivedMs, answeredMs, received, sent, ...clock }) => {
    // Never smaller than the base packet; what is beyond it is sent back as it came (RFC 8762 §4.6).
    const answer = Buffer.alloc(Math.max(BASE_BYTES, request.length));
    if (request.length > BASE_BYTES) request.copy(answer, BASE_BYTES, BASE_BYTES);
    answer.writeUInt32BE(sequence, 0);
    writeNtpTime(answer, 4, answeredMs);
    answer.writeUInt16BE(errorEstimate(clock), 12);
    request.copy(answer, 14, 14, 16); // SSID
    writeNtpTime(answer, 16, receivedMs);
    request.copy(answer, 24, 0, 14); // number, time and error estimate of the sender
    answer.writeUInt8(255, 40); // no IP_RECVTTL here: RFC 5357 §4.2
    const bySender = readSentCounter(request, BASE_BYTES);
    if (bySender !== undefined)
      writeCounters(answer, BASE_BYTES, { sent: bySender, received, answered: sent });
    return answer;
  },
  readReflector: (bytes) => {
    if (bytes.length < LIGHT_REFLECTOR_BYTES || isVoid(bytes)) return undefined;
    return {
      sequence: bytes.readUInt32BE(0),
      answeredMs: readNtpTime(bytes, 4),
      ...readErrorEstimate(bytes, 12),
      ssid: bytes.readUInt16BE(14),
      receivedMs: readNtpTime(bytes, 16),
      senderSequence: bytes.readUInt32BE(24),
      senderSentMs: readNtpTime(bytes, 28),
      counters: readCounters(bytes, BASE_BYTES),
    };
  },
};
