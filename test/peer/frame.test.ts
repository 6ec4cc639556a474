import { test } from 'tap';
import { createFrameReader, encodeFrame, MOST_FRAME_BYTES } from '../../src/peer/frame.ts';

const MESSAGES = [{ type: 'ping' }, { text: 'größer 漢字 \u0000' }, [1, null, 'x'.repeat(5000)], 7];

test('messages arrive whole, in whatever pieces the bytes come', async (t) => {
  const bytes = Buffer.concat(MESSAGES.map(encodeFrame));
  for (const size of [1, 2, 3, 5, 7, 64, 1000, bytes.length]) {
    const reader = createFrameReader();
    const got: unknown[] = [];
    for (let at = 0; at < bytes.length; at += size) {
      const reading = reader.push(bytes.subarray(at, at + size));
      if (reading.kind === 'messages') got.push(...reading.messages);
    }
    t.strictSame(got, MESSAGES, `in pieces of ${size}`);
  }
});

test('a frame beyond the most is refused by its header alone, and nothing after it is read', async (t) => {
  const reader = createFrameReader(100);
  const header = Buffer.from([0, 0, 0, 101]);
  t.match(reader.push(header), { kind: 'broken', why: 'a frame of 101 bytes' });
  t.match(reader.push(encodeFrame({ type: 'ping' })), { kind: 'broken' });
  t.throws(() => encodeFrame('x'.repeat(MOST_FRAME_BYTES)), RangeError);
});

test('what is no JSON breaks the stream', async (t) => {
  const reader = createFrameReader();
  t.match(reader.push(Buffer.from([0, 0, 0, 2, 0x7b, 0x7b])), { kind: 'broken' });
  t.match(createFrameReader().push(Buffer.alloc(4)), { kind: 'broken' }, 'an empty frame is none');
});

test('100,000 mutated streams never throw, and hold no more than a frame', async (t) => {
  const whole = Buffer.concat(MESSAGES.slice(0, 2).map(encodeFrame));
  let seed = 1;
  const random = (below: number): number => {
    seed = (seed * 48271) % 2147483647;
    return seed % below;
  };
  let broken = 0;
  for (let round = 0; round < 100_000; round += 1) {
    const bytes = Buffer.from(whole);
    for (let changes = random(3); changes >= 0; changes -= 1)
      bytes[random(bytes.length)] = random(256);
    const reader = createFrameReader(4096);
    const cut = random(bytes.length);
    const readings = [bytes.subarray(0, cut), bytes.subarray(cut)].map((piece) =>
      reader.push(piece),
    );
    if (readings.some(({ kind }) => kind === 'broken')) broken += 1;
  }
  t.ok(
    broken > 10_000,
    `${broken} of 100,000 were recognised as broken; the others were read or wait for more`,
  );
});
