import { randomBytes } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { test } from 'tap';
import { createBlocks } from '#lib/storage/blocks.ts';

const SIZES = [4096, 5000, 65_536, 1_048_576] as const;
/** The last ones need 32 bits, and more. */
const NUMBERS = [0, 1, 2, 7, 256, 257, 100_000, 2 ** 31] as const;

function blockOf(fill: ReturnType<typeof createBlocks>, number: number, size: number): Buffer {
  const block = Buffer.alloc(size);
  fill(block, number);
  return block;
}

for (const size of SIZES) {
  test(`blocks of ${size} bytes: the same number, the same bytes; another number, others`, (t) => {
    const fill = createBlocks(randomBytes, size);
    const blocks = NUMBERS.map((number) => blockOf(fill, number, size));
    for (const [index, block] of blocks.entries()) {
      t.ok(block.equals(blockOf(fill, NUMBERS[index] ?? 0, size)));
    }
    t.equal(new Set(blocks.map((block) => block.toString('base64'))).size, NUMBERS.length);
    t.end();
  });
}

test('no page of a block is a page of another: a server that shares equal ones gains nothing', (t) => {
  const size = 65_536;
  const fill = createBlocks(randomBytes, size);
  const pages = Array.from({ length: 64 }, (_, number) => blockOf(fill, number, size)).flatMap(
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
  const fill = createBlocks(randomBytes, size);
  const two = Buffer.concat([blockOf(fill, 1, size), blockOf(fill, 2, size)]);
  t.ok(deflateSync(two, { level: 9 }).length > two.length * 0.99);
  t.end();
});

test('another run has other bytes', (t) => {
  const [one, other] = [createBlocks(randomBytes, 4096), createBlocks(randomBytes, 4096)];
  t.notOk(blockOf(one, 3, 4096).equals(blockOf(other, 3, 4096)));
  t.end();
});
