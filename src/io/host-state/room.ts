import { statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Room } from '#core/host-state.ts';

/**
 * Returns the room where `path` is, or will be. Not `df` (which is how systeminformation counts): it asks every mount,
 * and hangs at an NFS server that is gone.
 */
export async function roomAt(root: string, path: string): Promise<Room | null> {
  try {
    const { bsize, blocks, bavail, files, ffree } = await statfs(join(root, path));
    return {
      path,
      totalBytes: bsize * blocks,
      availableBytes: bsize * bavail,
      totalFiles: files,
      freeFiles: ffree,
    };
  } catch {
    return path === '/' ? null : roomAt(root, dirname(path));
  }
}
