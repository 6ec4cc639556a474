/** Twice as long as any block is allowed to be, so that blocks begin at many places of it. */
const POOL_FACTOR = 2;
const STEP_BYTES = 4096;

/**
 * Returns what fills block after block with data that no server can compress or share: random bytes, begun at another
 * place in each block, with the block's number in every 4 KiB. The same number gives the same bytes.
 */
export function createBlocks(
  random: (bytes: number) => Uint8Array,
  blockBytes: number,
): (target: Buffer, number: number) => void {
  const pool = Buffer.from(random(blockBytes * POOL_FACTOR));
  const places = Math.floor(blockBytes / STEP_BYTES) + 1;
  return (target, number) => {
    const start = ((number * 7) % places) * STEP_BYTES;
    pool.copy(target, 0, start, start + blockBytes);
    for (let at = 0; at + 8 <= blockBytes; at += STEP_BYTES) {
      target.writeUInt32BE(number >>> 0, at);
      target.writeUInt32BE(at >>> 0, at + 4);
    }
  };
}
