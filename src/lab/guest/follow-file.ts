import { open } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Writable } from 'node:stream';

const POLL_MS = 50;
const CHUNK_BYTES = 65_536;

/** Passes on what is appended to a file, until the signal; and then what is left. */
export async function followFile(
  path: string,
  output: Writable,
  signal: AbortSignal,
): Promise<void> {
  const file = await open(path);
  try {
    for (;;) {
      const wasOver = signal.aborted;
      const { bytesRead, buffer } = await file.read(Buffer.alloc(CHUNK_BYTES));
      if (bytesRead > 0) output.write(buffer.subarray(0, bytesRead));
      else if (wasOver) return;
      else await sleep(POLL_MS);
    }
  } finally {
    await file.close();
  }
}
