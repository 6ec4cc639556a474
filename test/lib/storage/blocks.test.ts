import { randomBytes } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { test } from 'tap';
import { type Blocks, createBlocks } from '#lib/storage/blocks.ts';

const SIZES = [4096, 4104, 65_536, 1_048_576] as const;
/** The last ones need 32 bits, and more. */
const NUMBERS = [0, 1, 2, 7, 256, 257, 100_000, 2 ** 31] as const;

function blockOf(blocks: Blocks, number: number, size: number): Buffer {
  const pool = Buffer.alloc(blocks.poolBytes);
  blocks.fill(pool);
  const block = blocks.take(pool, number);
  if (block.length !== size) throw new Error(`a block of ${block.length} bytes`);
  return block;
}

for (const size of SIZES) {
  test(`blocks of ${size} bytes: the same number, the same bytes; another number, others`, (t) => {
    const blocks = createBlocks(randomBytes, size);
    const taken = NUMBERS.map((number) => blockOf(blocks, number, size));
    const pool = Buffer.alloc(blocks.poolBytes);
    blocks.fill(pool);
    for (const [index, block] of taken.entries()) {
      // From one pool, in which each of them leaves its number.
      t.ok(block.equals(blocks.take(pool, NUMBERS[index] ?? 0)));
    }
    t.equal(new Set(taken.map((block) => block.toString('base64'))).size, NUMBERS.length);
    t.end();
  });
}

test('no page of a block is a page of another: a server that shares equal ones gains nothing', (t) => {
  const size = 65_536;
  const blocks = createBlocks(randomBytes, size);
  const pages = Array.from({ length: 64 }, (_, number) => blockOf(blocks, number, size)).flatMap(
    (block) =>
      Array.from({ length: size / 4096 }, (_, page) =>
        block.subarray(page * 4096, (page + 1) * 4096).toString('base64'),
      ),
  );
  t.equal(new Set(pages).size, pages.length);
  t.end();
});

test('blocks cannot be compressed', (t) => {
  const size = 262_144;
  const blocks = createBlocks(randomBytes, size);
  const two = Buffer.concat([blockOf(blocks, 1, size), blockOf(blocks, 2, size)]);
  t.ok(deflateSync(two, { level: 9 }).length > two.length * 0.99);
  t.end();
});

test('another run has other bytes', (t) => {
  const [one, other] = [createBlocks(randomBytes, 4096), createBlocks(randomBytes, 4096)];
  t.notOk(blockOf(one, 3, 4096).equals(blockOf(other, 3, 4096)));
  t.end();
});
