/** A page of memory: O_DIRECT on a disk wants buffers that begin at one (open(2)); NFS takes any. */
const PAGE_BYTES = 4096;
/** Memory of the runtime begins at multiples of it, most often as far behind a page. */
const STEP_BYTES = 16;

/**
 * Returns `count` buffers of `bytes` each, all of one piece of memory. Where that begins, the runtime does not tell:
 * `tryOne` is asked for a place that the file takes. Rejects with its last error where there is none.
 */
export async function alignedBuffers(
  { bytes, count }: { readonly bytes: number; readonly count: number },
  tryOne: (buffer: Buffer) => Promise<unknown>,
): Promise<readonly Buffer[]> {
  const whole = Buffer.alloc(bytes * count + PAGE_BYTES);
  for (let before = STEP_BYTES; ; before += STEP_BYTES) {
    const start = PAGE_BYTES - before;
    try {
      await tryOne(whole.subarray(start, start + PAGE_BYTES));
      return Array.from({ length: count }, (_, index) => {
        const from = start + index * bytes;
        return whole.subarray(from, from + bytes);
      });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EINVAL' || start === 0) throw error;
    }
  }
}
