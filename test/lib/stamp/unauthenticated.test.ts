import { test } from 'tap';
import { codecFor } from '#lib/stamp/codec-for.ts';
import { readNtpTime, writeNtpTime } from '#lib/stamp/ntp-time.ts';

const CODEC = codecFor(undefined);
const AT_MS = Date.UTC(2026, 10, 21, 6, 30, 0, 250);
const SENT = {
  ...{ sequence: 41, sentMs: AT_MS, ssid: 4660 },
  ...{ isSynchronised: true, errorMs: 1000 / 1024, sent: 42 },
};
const REFLECTION = {
  ...{ sequence: 40, receivedMs: AT_MS + 10, answeredMs: AT_MS + 10.5 },
  ...{ isSynchronised: false, errorMs: 5000, received: 41, sent: 41 },
};

function sender(): Buffer {
  const packet = Buffer.alloc(CODEC.packetBytes);
  CODEC.writeSender(packet, SENT);
  return packet;
}

test('a sender’s packet has its fields where RFC 8762 §4.2.1 puts them', (t) => {
  const packet = sender();
  t.equal(packet.length, 60, 'the base packet and Direct Measurement');
  t.equal(packet.readUInt32BE(0), 41);
  t.ok(Math.abs(readNtpTime(packet, 4) - AT_MS) < 0.001);
  t.equal(packet.readUInt16BE(12) & 0x8000, 0x8000, 'S');
  t.equal(packet.readUInt16BE(14), 4660, 'SSID (RFC 8972 §3)');
  t.ok(packet.subarray(16, 44).every((byte) => byte === 0));
  t.strictSame([...packet.subarray(44, 48)], [0x80, 5, 0, 12]);
  t.strictSame(CODEC.readSender(packet), SENT);
  t.end();
});

test('a reflector’s packet has its own fields and those that it answers (RFC 8762 §4.3.1)', (t) => {
  const packet = CODEC.reflect(sender(), REFLECTION);
  t.equal(packet.length, 60, 'as long as what it answers');
  t.equal(packet.readUInt32BE(24), 41, 'the sender’s sequence number');
  t.ok(Math.abs(readNtpTime(packet, 28) - AT_MS) < 0.001, 'the sender’s time');
  t.equal(packet.readUInt8(40), 255, 'TTL');
  const { errorMs = 0, ...read } = CODEC.readReflector(packet) ?? {};
  t.match(read, { sequence: 40, ssid: 4660, senderSequence: 41, isSynchronised: false });
  t.match(read, { counters: { received: 41, sent: 41 } });
  t.ok(Math.abs(errorMs - 5000) < 50, `an error of seconds has its scale: ${errorMs}`);
  t.end();
});

test('a sender of TWAMP-Light is answered with a base packet, and its padding comes back', (t) => {
  const light = Buffer.alloc(14);
  light.writeUInt32BE(7, 0);
  writeNtpTime(light, 4, AT_MS);
  light.writeUInt16BE(0x0101, 12);
  t.equal(CODEC.reflect(light, REFLECTION).length, 44);
  t.match(CODEC.readSender(light), { sequence: 7, ssid: 0, sent: 8 });
  const padded = Buffer.concat([light, Buffer.alloc(86, 0xaa)]);
  const answer = CODEC.reflect(padded, REFLECTION);
  t.equal(answer.length, 100);
  t.strictSame(answer.subarray(44), padded.subarray(44));
  t.end();
});

test('an answer of a TWAMP-Light reflector has no counters, with or without our own sent back', (t) => {
  const base = CODEC.reflect(sender(), REFLECTION);
  t.match(CODEC.readReflector(base.subarray(0, 41)), { senderSequence: 41, counters: null });
  const echoed = Buffer.from(base);
  sender().copy(echoed, 44, 44);
  t.equal(CODEC.readReflector(echoed)?.counters, null, 'the U flag is still set');
  t.end();
});

test('what is too short or void is nobody’s, and nothing crashes', (t) => {
  for (let length = 0; length < 41; length += 1) {
    t.equal(CODEC.readReflector(Buffer.alloc(length, 1)), undefined);
    if (length < 14) t.equal(CODEC.readSender(Buffer.alloc(length, 1)), undefined);
  }
  t.equal(CODEC.readSender(Buffer.alloc(60)), undefined, 'an error estimate of 0');
  t.equal(CODEC.readReflector(Buffer.alloc(60)), undefined);
  t.end();
});
