import { createHmac } from 'node:crypto';
import { test } from 'tap';
import { readNtpTime, writeNtpTime } from '#lib/stamp/ntp-time.ts';
import { codecFor } from '#lib/stamp/codec-for.ts';

const KEY = Buffer.alloc(32, 7);
const CODEC = codecFor(KEY);
const AT_MS = Date.UTC(2026, 10, 21, 6, 30, 0, 250);

const SENT = {
  sequence: 41,
  sentMs: AT_MS,
  ssid: 4660,
  isSynchronised: false,
  errorMs: 1000 / 1024,
  sent: 42,
};

function sender(): Buffer {
  const packet = Buffer.alloc(CODEC.packetBytes);
  CODEC.writeSender(packet, SENT);
  return packet;
}

function reflected(): Buffer {
  const reflection = {
    sequence: 40,
    receivedMs: AT_MS + 10,
    answeredMs: AT_MS + 10.5,
    isSynchronised: true,
    errorMs: 40,
    received: 41,
    sent: 41,
  };
  return CODEC.reflect(sender(), reflection);
}

test('NTP time counts from 1900, to less than a microsecond', (t) => {
  const bytes = Buffer.alloc(8);
  writeNtpTime(bytes, 0, 0);
  t.equal(bytes.readUInt32BE(0), 2_208_988_800);
  writeNtpTime(bytes, 0, AT_MS);
  t.equal(bytes.readUInt32BE(4), 0x4000_0000, 'a quarter of a second');
  t.ok(Math.abs(readNtpTime(bytes, 0) - AT_MS) < 0.001);
  t.end();
});

test('a sender’s packet has its fields where RFC 8762 §4.2.2 and RFC 8972 §4.5 put them', (t) => {
  const packet = sender();
  t.equal(packet.readUInt32BE(0), 41);
  t.equal(
    packet.subarray(4, 16).every((byte) => byte === 0),
    true,
  );
  t.equal(packet.readUInt16BE(26), 4660, 'SSID');
  t.not(packet.readUInt16BE(24) & 0xff, 0, 'an Error Estimate’s multiplier is never 0');
  t.equal(
    packet.subarray(28, 96).every((byte) => byte === 0),
    true,
  );
  const hmac = createHmac('sha256', KEY).update(packet.subarray(0, 96)).digest().subarray(0, 16);
  t.strictSame(packet.subarray(96, 112), hmac);
  t.strictSame([...packet.subarray(112, 116)], [0x80, 5, 0, 12], 'Direct Measurement');
  t.equal(packet.readUInt32BE(116), 42);
  t.strictSame([...packet.subarray(128, 132)], [0x80, 8, 0, 16], 'HMAC');
  t.strictSame(CODEC.readSender(packet), SENT);
  t.end();
});

test('a reflector’s packet has its own fields and those that it answers (RFC 8762 §4.3.2)', (t) => {
  const packet = reflected();
  t.equal(packet.readUInt32BE(48), 41, 'the sender’s sequence number');
  t.equal(packet.readUInt8(80), 255, 'TTL');
  t.equal(packet.readUInt8(112) & 0x80, 0, 'the TLV is understood');
  t.match(CODEC.readReflector(packet), {
    sequence: 40,
    ssid: 4660,
    senderSequence: 41,
    isSynchronised: true,
    counters: { received: 41, sent: 41 },
  });
  t.ok(Math.abs((CODEC.readReflector(packet)?.errorMs ?? 0) - 40) < 1);
  const { receivedMs = 0, answeredMs = 0, senderSentMs = 0 } = CODEC.readReflector(packet) ?? {};
  t.ok(Math.abs(answeredMs - receivedMs - 0.5) < 0.001);
  t.ok(Math.abs(receivedMs - senderSentMs - 10) < 0.001);
  t.end();
});

test('whatever was changed on the way, or made without the key, is nobody’s', (t) => {
  for (const [packet, read] of [
    [sender(), 'readSender'],
    [reflected(), 'readReflector'],
  ] as const) {
    t.equal(codecFor(Buffer.alloc(32, 8))[read](packet), undefined, 'another key');
    for (let at = 0; at < packet.length; at += 1) {
      // Of the HMAC TLV's own header only what it says of itself may differ.
      if (at >= 128 && at < 132) continue;
      const forged = Buffer.from(packet);
      forged[at] = (forged[at] ?? 0) ^ 1;
      t.equal(CODEC[read](forged), undefined, `byte ${at}`);
    }
    for (const length of [0, 1, 44, 111, 112, CODEC.packetBytes - 1]) {
      t.equal(CODEC[read](packet.subarray(0, length)), undefined, `${length} bytes`);
    }
    t.equal(CODEC[read](Buffer.concat([packet, Buffer.alloc(1)])), undefined);
  }
  t.end();
});
