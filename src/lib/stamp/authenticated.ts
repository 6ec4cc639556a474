import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';
import type { ReflectorPacket, StampCodec } from './codec.ts';
import {
  COUNTERS_TLV_BYTES,
  errorEstimate,
  readCounters,
  readErrorEstimate,
  readSentCounter,
  UNRECOGNISED,
  writeCounters,
  writeSentCounter,
  writeTlvHeader,
} from './fields.ts';
import { readNtpTime, writeNtpTime } from './ntp-time.ts';

/**
 * Authenticated mode (RFC 8762 §4.2.2, §4.3.2): each packet with the Direct Measurement TLV (RFC 8972 §4.5) and the HMAC
 * TLV that protects it (§4.8).
 */
const BASE_BYTES = 112;
const HMAC_AT = 96;
const HMAC_BYTES = 16;
const HMAC_TYPE = 8;
const TLV_HMAC_AT = BASE_BYTES + COUNTERS_TLV_BYTES + 4;
const PACKET_BYTES = TLV_HMAC_AT + HMAC_BYTES;

/** Returns the codec of a session whose two ends share `key`. */
export function authenticatedCodec(secret: Uint8Array): StampCodec {
  // Made once: as bytes, a key takes five times as long as the packet that it signs.
  const key = createSecretKey(secret);
  return {
    packetBytes: PACKET_BYTES,
    writeSender: (into, packet) => {
      into.fill(0);
      into.writeUInt32BE(packet.sequence, 0);
      writeNtpTime(into, 16, packet.sentMs);
      into.writeUInt16BE(errorEstimate(packet), 24);
      into.writeUInt16BE(packet.ssid, 26);
      writeSentCounter(into, BASE_BYTES, packet.sent);
      sign(into, key, UNRECOGNISED);
    },
    readSender: (bytes) => {
      const sent = isSound(bytes, key) ? readSentCounter(bytes, BASE_BYTES) : undefined;
      if (sent === undefined) return undefined;
      return {
        sequence: bytes.readUInt32BE(0),
        sentMs: readNtpTime(bytes, 16),
        ...readErrorEstimate(bytes, 24),
        ssid: bytes.readUInt16BE(26),
        sent,
      };
    },
    reflect: (request, { sequence, receivedMs, answeredMs, received, sent, ...clock }) => {
      const answer = Buffer.alloc(PACKET_BYTES);
      answer.writeUInt32BE(sequence, 0);
      writeNtpTime(answer, 16, answeredMs);
      answer.writeUInt16BE(errorEstimate(clock), 24);
      request.copy(answer, 26, 26, 28); // SSID
      writeNtpTime(answer, 32, receivedMs);
      request.copy(answer, 48, 0, 4);
      request.copy(answer, 64, 16, 24);
      request.copy(answer, 72, 24, 26);
      answer.writeUInt8(255, 80); // no IP_RECVTTL here: RFC 5357 §4.2
      const bySender = readSentCounter(request, BASE_BYTES) ?? 0;
      writeCounters(answer, BASE_BYTES, { sent: bySender, received, answered: sent });
      sign(answer, key, 0);
      return answer;
    },
    readReflector: (bytes) => (isSound(bytes, key) ? reflectorPacketOf(bytes) : undefined),
  };
}

function reflectorPacketOf(bytes: Buffer): ReflectorPacket {
  return {
    sequence: bytes.readUInt32BE(0),
    answeredMs: readNtpTime(bytes, 16),
    ...readErrorEstimate(bytes, 24),
    ssid: bytes.readUInt16BE(26),
    receivedMs: readNtpTime(bytes, 32),
    senderSequence: bytes.readUInt32BE(48),
    senderSentMs: readNtpTime(bytes, 64),
    counters: readCounters(bytes, BASE_BYTES),
  };
}

function sign(packet: Buffer, key: KeyObject, flags: number): void {
  const at = BASE_BYTES + COUNTERS_TLV_BYTES;
  writeTlvHeader(packet, at, { flags, type: HMAC_TYPE, length: HMAC_BYTES });
  baseHmac(packet, key).copy(packet, HMAC_AT);
  tlvHmac(packet, key).copy(packet, TLV_HMAC_AT);
}

function isSound(bytes: Buffer, key: KeyObject): boolean {
  if (bytes.length !== PACKET_BYTES) return false;
  const base = bytes.subarray(HMAC_AT, HMAC_AT + HMAC_BYTES);
  if (!timingSafeEqual(base, baseHmac(bytes, key))) return false;
  return timingSafeEqual(bytes.subarray(TLV_HMAC_AT), tlvHmac(bytes, key));
}

/** HMAC-SHA-256 over what stands before it, cut to 128 bits (RFC 8762 §4.4). */
function baseHmac(packet: Buffer, key: KeyObject): Buffer {
  return hmac(key, packet.subarray(0, HMAC_AT));
}

/** Over the sequence number and the TLVs before it (RFC 8972 §4.8). */
function tlvHmac(packet: Buffer, key: KeyObject): Buffer {
  const tlvs = packet.subarray(BASE_BYTES, BASE_BYTES + COUNTERS_TLV_BYTES);
  return hmac(key, packet.subarray(0, 4), tlvs);
}

function hmac(key: KeyObject, ...parts: readonly Buffer[]): Buffer {
  const digest = createHmac('sha256', key);
  for (const part of parts) digest.update(part);
  return digest.digest().subarray(0, HMAC_BYTES);
}
