import { test } from 'tap';
import { createReassembler, type Reassembled, withLengthPrefix } from '#lib/dns/stream.ts';

const first = Buffer.from('first');
const second = Buffer.alloc(300, 's');
const stream = Buffer.concat([withLengthPrefix(first), withLengthPrefix(second)]);

function pieces(...cuts: readonly number[]): readonly Buffer[] {
  return [0, ...cuts].map((start, index) => stream.subarray(start, cuts[index]));
}

const everyByte = Array.from({ length: stream.length - 1 }, (_, index) => index + 1);
const rows = [
  { how: 'in one piece', cuts: [] },
  { how: 'byte by byte', cuts: everyByte },
  { how: 'cut inside a length', cuts: [1, 8] },
  { how: 'cut between messages', cuts: [7] },
  { how: 'cut inside a message', cuts: [4, 100, 200] },
];
for (const { how, cuts } of rows) {
  test(`two messages that arrive ${how} are two messages`, (t) => {
    const reassembler = createReassembler();
    const messages = pieces(...cuts).flatMap((piece) => messagesOf(reassembler.push(piece)));
    t.strictSame(messages.map(String), [first, second].map(String));
    t.equal(reassembler.pendingBytes, 0);
    t.end();
  });
}

test('an empty message is a message', (t) => {
  t.strictSame(messagesOf(createReassembler().push(Buffer.of(0, 0))).map(String), ['']);
  t.end();
});

test('a message that is still on its way counts as pending', (t) => {
  const reassembler = createReassembler();
  reassembler.push(stream.subarray(0, 20));
  t.equal(reassembler.pendingBytes, 13);
  t.end();
});

test('a message beyond the limit is refused on its length', (t) => {
  t.strictSame(createReassembler(1000).push(Buffer.of(0x03, 0xe9)), {
    kind: 'too-long',
    sizeBytes: 1001,
  });
  t.end();
});

function messagesOf(reassembled: Reassembled): readonly Uint8Array[] {
  return reassembled.kind === 'messages' ? reassembled.messages : [];
}
