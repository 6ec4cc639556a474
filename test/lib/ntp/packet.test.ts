import fc from 'fast-check';
import { test } from 'tap';
import { ntpSample } from '#lib/ntp/offset.ts';
import { decodeNtpReply, encodeNtpQuestion } from '#lib/ntp/packet.ts';
import { encodeNtpReply } from '#lib/ntp/reply.ts';

const NONCE = Buffer.from('0102030405060708', 'hex');

/** Put together by hand from the figures of RFC 5905 §7.3: stratum 2, leap 0, root delay and dispersion of 1/1024 s. */
const RECORDED = Buffer.from(
  '240206e700000040000000407f7f0101' +
    'ed3f9a0000000000' +
    '0102030405060708' +
    'ed3f9a1080000000' +
    'ed3f9a1080004000',
  'hex',
);

/** 0xed3f9a10 seconds after 1900. */
const RECEIVED_MS = (0xed3f9a10 - 2_208_988_800) * 1000 + 500;

test('a question is of version 4 and client mode, and tells nothing of this host’s time', (t) => {
  const question = encodeNtpQuestion(NONCE);
  t.equal(Buffer.from(question).toString('hex'), `23${'00'.repeat(39)}0102030405060708`);
  t.end();
});

test('an answer is read as it was written', (t) => {
  t.match(decodeNtpReply(RECORDED, NONCE), {
    ...{ kind: 'time', stratum: 2, receivedMs: RECEIVED_MS },
    ...{ rootDelayMs: 1000 / 1024, rootDispersionMs: 1000 / 1024 },
  });
  t.end();
});

type Change = (bytes: Buffer) => void;
const ANSWERS: Readonly<Record<string, readonly [Change, object]>> = {
  'leap 3': [(bytes) => bytes.writeUInt8(0xe4, 0), { kind: 'unsynchronised', leap: 3 }],
  'stratum 16': [(bytes) => bytes.writeUInt8(16, 1), { kind: 'unsynchronised', stratum: 16 }],
  'a reserved stratum': [(bytes) => bytes.writeUInt8(255, 1), { kind: 'unsynchronised' }],
  'a kiss of death': [
    (bytes) => {
      bytes.writeUInt8(0, 1);
      bytes.write('RATE', 12);
    },
    { kind: 'kiss-of-death', code: 'RATE' },
  ],
  'a kiss without a code': [
    (bytes) => bytes.writeUInt8(0, 1),
    { kind: 'kiss-of-death', code: 'no code' },
  ],
  'another question': [(bytes) => bytes.writeUInt8(9, 31), { kind: 'unusable' }],
  'client mode': [(bytes) => bytes.writeUInt8(0x23, 0), { kind: 'unusable' }],
  'no time': [(bytes) => bytes.fill(0, 40), { kind: 'unusable' }],
  'the era after 2036': [
    (bytes) => bytes.writeUInt32BE(0, 32),
    { kind: 'time', receivedMs: Date.UTC(2036, 1, 7, 6, 28, 16) + 500 },
  ],
};

for (const [name, [change, expected]] of Object.entries(ANSWERS)) {
  test(`an answer with ${name}`, (t) => {
    const bytes = Buffer.from(RECORDED);
    change(bytes);
    t.match(decodeNtpReply(bytes, NONCE), expected);
    t.end();
  });
}

test('no bytes break the decoder, and none but an answer to this question gives a time', (t) => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
      const { kind } = decodeNtpReply(bytes, NONCE);
      return kind !== 'time' || Buffer.from(bytes).subarray(24, 32).equals(NONCE);
    }),
  );
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 47 }), fc.integer({ min: 0, max: 255 }), (at, byte) => {
      const bytes = Buffer.from(RECORDED);
      bytes[at] = byte;
      return typeof decodeNtpReply(bytes, NONCE).kind === 'string';
    }),
  );
  t.end();
});

test('the offset is the server’s time less this host’s, whatever the delay', (t) => {
  const row = (offsetMs: number, delayMs: number, serverMs: number) => {
    const sentMs = 1_000_000;
    const heardMs = sentMs + delayMs + serverMs;
    const receivedMs = sentMs + offsetMs + delayMs / 2;
    const reply = { kind: 'time', stratum: 1, rootDelayMs: 2, rootDispersionMs: 3 } as const;
    const times = { receivedMs, sentMs: receivedMs + serverMs };
    return ntpSample({ ...reply, ...times }, { sentMs, heardMs });
  };
  t.strictSame(row(600_000, 20, 0), { offsetMs: 600_000, delayMs: 20, errorMs: 15 });
  t.strictSame(row(-5, 4, 10), { offsetMs: -5, delayMs: 4, errorMs: 7 });
  t.equal(row(0, 0, 0).delayMs, 0);
  t.end();
});

test('a reply answers questions only, and carries back what came', (t) => {
  const options = { timeMs: RECEIVED_MS, stratum: 2 };
  const reply = encodeNtpReply(encodeNtpQuestion(NONCE), options);
  t.match(decodeNtpReply(reply ?? new Uint8Array(), NONCE), {
    ...{ kind: 'time', receivedMs: RECEIVED_MS, sentMs: RECEIVED_MS },
  });
  t.equal(encodeNtpReply(RECORDED, options), null);
  t.equal(encodeNtpReply(new Uint8Array(47).fill(0x23), options), null);
  t.end();
});
