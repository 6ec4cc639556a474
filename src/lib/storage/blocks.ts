/** Twice as long as a block, so that blocks begin at many places of it. */
const POOL_FACTOR = 2;
const STEP_BYTES = 4096;

/** Blocks whose bytes follow from their number. */
export interface Blocks {
  readonly poolBytes: number;
  /** Makes a pool of memory of `poolBytes` one that blocks are taken from. */
  fill(pool: Buffer): void;
  /** Returns a view into the pool, without copying, that is this block until another is taken from the same pool. */
  take(pool: Buffer, number: number): Buffer;
}

/**
 * Returns blocks of data that no server can compress or share: random bytes, begun at another place in each block, with
 * the block's number in every 4 KiB. The same number gives the same bytes, from whichever pool. `blockBytes` is a multiple
 * of 8, so that whatever another block has left in a pool is written over.
 */
export function createBlocks(random: (bytes: number) => Uint8Array, blockBytes: number): Blocks {
  const poolBytes = blockBytes * POOL_FACTOR;
  const bytes = random(poolBytes);
  const places = Math.floor(blockBytes / STEP_BYTES) + 1;
  return {
    poolBytes,
    fill: (pool) => {
      pool.set(bytes);
    },
    take: (pool, number) => {
      const start = ((number * 7) % places) * STEP_BYTES;
      const block = pool.subarray(start, start + blockBytes);
      for (let at = 0; at < blockBytes; at += STEP_BYTES) {
        block.writeUInt32BE(number >>> 0, at);
        block.writeUInt32BE(at >>> 0, at + 4);
      }
      return block;
    },
  };
}
