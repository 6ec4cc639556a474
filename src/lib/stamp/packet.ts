import { createHmac, timingSafeEqual } from 'node:crypto';
import { readNtpTime, writeNtpTime } from './ntp-time.ts';

/**
 * Test packets of STAMP (RFC 8762 §4.2, §4.3) in authenticated mode, each with the Direct Measurement TLV (RFC 8972 §4.5)
 * and the HMAC TLV that protects it (§4.8).
 */
const BASE_BYTES = 112;
const HMAC_AT = 96;
const HMAC_BYTES = 16;
const COUNTERS_TLV = 5;
const COUNTERS_BYTES = 12;
const HMAC_TLV = 8;
const TLV_HEADER_BYTES = 4;
const UNRECOGNISED = 0x80;
const COUNTERS_AT = BASE_BYTES + TLV_HEADER_BYTES;
const TLV_HMAC_AT = COUNTERS_AT + COUNTERS_BYTES + TLV_HEADER_BYTES;

export const PACKET_BYTES = TLV_HMAC_AT + HMAC_BYTES;

/** Error estimates are told in steps of 2^(22−32) s, about a millisecond (RFC 4656 §4.1.2). */
const ERROR_SCALE = 22;
const ERROR_STEP_MS = 1000 * 2 ** (ERROR_SCALE - 32);
const MOST_STEPS = 255;
/** The S bit: the clock is kept in step from outside. */
const SYNCHRONISED = 0x8000;

export interface SenderPacket {
  readonly sequence: number;
  readonly sentMs: number;
  readonly ssid: number;
  readonly isSynchronised: boolean;
  /** How late its clock may have been read. */
  readonly errorMs: number;
  /** Packets sent so far in this session, this one among them. */
  readonly sent: number;
}

export interface ReflectorPacket {
  /** The reflector's own count of answers. */
  readonly sequence: number;
  readonly ssid: number;
  readonly receivedMs: number;
  readonly answeredMs: number;
  readonly senderSequence: number;
  readonly senderSentMs: number;
  readonly isSynchronised: boolean;
  readonly errorMs: number;
  /** What the reflector has received and sent in this session so far. */
  readonly reflectorReceived: number;
  readonly reflectorSent: number;
}

/** Writes what a Session-Sender sends into a buffer of PACKET_BYTES that is zero where nothing is written. */
export function writeSenderPacket(into: Buffer, packet: SenderPacket, key: Uint8Array): void {
  into.fill(0);
  into.writeUInt32BE(packet.sequence, 0);
  writeNtpTime(into, 16, packet.sentMs);
  into.writeUInt16BE(errorEstimate(packet), 24);
  into.writeUInt16BE(packet.ssid, 26);
  writeTlvs(into, UNRECOGNISED, [packet.sent, 0, 0]);
  sign(into, key);
}

/** Returns what a Session-Sender sent; undefined for what is none of the key's holder. */
export function readSenderPacket(bytes: Buffer, key: Uint8Array): SenderPacket | undefined {
  if (!isSound(bytes, key)) return undefined;
  return {
    sequence: bytes.readUInt32BE(0),
    sentMs: readNtpTime(bytes, 16),
    ...readErrorEstimate(bytes, 24),
    ssid: bytes.readUInt16BE(26),
    sent: bytes.readUInt32BE(COUNTERS_AT),
  };
}

/** What a reflector adds to the packet that it answers. */
export interface Reflection {
  readonly sequence: number;
  readonly receivedMs: number;
  readonly answeredMs: number;
  readonly isSynchronised: boolean;
  readonly errorMs: number;
  readonly received: number;
  readonly sent: number;
}

/** Writes the answer to a sender's packet (a stateful Session-Reflector's) into another buffer of PACKET_BYTES. */
export function writeReflectorPacket(
  into: Buffer,
  request: Buffer,
  reflection: Reflection,
  key: Uint8Array,
): void {
  into.fill(0);
  into.writeUInt32BE(reflection.sequence, 0);
  writeNtpTime(into, 16, reflection.answeredMs);
  into.writeUInt16BE(errorEstimate(reflection), 24);
  request.copy(into, 26, 26, 28); // SSID
  writeNtpTime(into, 32, reflection.receivedMs);
  request.copy(into, 48, 0, 4);
  request.copy(into, 64, 16, 24);
  request.copy(into, 72, 24, 26);
  into.writeUInt8(255, 80); // no IP_RECVTTL here: RFC 5357 §4.2
  const sent = request.readUInt32BE(COUNTERS_AT);
  writeTlvs(into, 0, [sent, reflection.received, reflection.sent]);
  sign(into, key);
}

/** Returns what a Session-Reflector answered; undefined for what is none of the key's holder. */
export function readReflectorPacket(bytes: Buffer, key: Uint8Array): ReflectorPacket | undefined {
  if (!isSound(bytes, key)) return undefined;
  return {
    sequence: bytes.readUInt32BE(0),
    answeredMs: readNtpTime(bytes, 16),
    ...readErrorEstimate(bytes, 24),
    ssid: bytes.readUInt16BE(26),
    receivedMs: readNtpTime(bytes, 32),
    senderSequence: bytes.readUInt32BE(48),
    senderSentMs: readNtpTime(bytes, 64),
    reflectorReceived: bytes.readUInt32BE(COUNTERS_AT + 4),
    reflectorSent: bytes.readUInt32BE(COUNTERS_AT + 8),
  };
}

function writeTlvs(into: Buffer, flags: number, counters: readonly [number, number, number]): void {
  writeTlvHeader(into, BASE_BYTES, { flags, type: COUNTERS_TLV, length: COUNTERS_BYTES });
  counters.forEach((counter, index) => into.writeUInt32BE(counter, COUNTERS_AT + 4 * index));
  const at = COUNTERS_AT + COUNTERS_BYTES;
  writeTlvHeader(into, at, { flags, type: HMAC_TLV, length: HMAC_BYTES });
}

function writeTlvHeader(
  into: Buffer,
  at: number,
  {
    flags,
    type,
    length,
  }: { readonly flags: number; readonly type: number; readonly length: number },
): void {
  into.writeUInt8(flags, at);
  into.writeUInt8(type, at + 1);
  into.writeUInt16BE(length, at + 2);
}

function sign(packet: Buffer, key: Uint8Array): void {
  baseHmac(packet, key).copy(packet, HMAC_AT);
  tlvHmac(packet, key).copy(packet, TLV_HMAC_AT);
}

function isSound(bytes: Buffer, key: Uint8Array): boolean {
  if (bytes.length !== PACKET_BYTES) return false;
  if (bytes.readUInt8(BASE_BYTES + 1) !== COUNTERS_TLV) return false;
  const base = bytes.subarray(HMAC_AT, HMAC_AT + HMAC_BYTES);
  if (!timingSafeEqual(base, baseHmac(bytes, key))) return false;
  return timingSafeEqual(bytes.subarray(TLV_HMAC_AT), tlvHmac(bytes, key));
}

/** HMAC-SHA-256 over what stands before it, cut to 128 bits (RFC 8762 §4.4). */
function baseHmac(packet: Buffer, key: Uint8Array): Buffer {
  return hmac(key, packet.subarray(0, HMAC_AT));
}

/** Over the sequence number and the TLVs before it (RFC 8972 §4.8). */
function tlvHmac(packet: Buffer, key: Uint8Array): Buffer {
  const tlvs = packet.subarray(BASE_BYTES, COUNTERS_AT + COUNTERS_BYTES);
  return hmac(key, packet.subarray(0, 4), tlvs);
}

function hmac(key: Uint8Array, ...parts: readonly Buffer[]): Buffer {
  const digest = createHmac('sha256', key);
  for (const part of parts) digest.update(part);
  return digest.digest().subarray(0, HMAC_BYTES);
}

type Clock = { readonly isSynchronised: boolean; readonly errorMs: number };

/** A multiplier of 0 would make the packet void (RFC 4656 §4.1.2). */
function errorEstimate({ isSynchronised, errorMs }: Clock): number {
  const steps = Math.min(MOST_STEPS, Math.max(1, Math.round(errorMs / ERROR_STEP_MS)));
  return (isSynchronised ? SYNCHRONISED : 0) | (ERROR_SCALE << 8) | steps;
}

function readErrorEstimate(bytes: Buffer, at: number): Clock {
  const word = bytes.readUInt16BE(at);
  const scale = (word >> 8) & 0x3f;
  const errorMs = (word & 0xff) * 1000 * 2 ** (scale - 32);
  return { isSynchronised: (word & SYNCHRONISED) !== 0, errorMs };
}
