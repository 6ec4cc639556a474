import { constants } from 'node:fs';
import { open, opendir } from 'node:fs/promises';
import type { FileText, FolderNames } from '#core/host-state.ts';

/** modules.dep, the largest of what is read, has about 1 MiB on a distribution's kernel. */
const MOST_BYTES = 4 * 1024 * 1024;

/** Folders of settings have dozens of names, /proc one for each process. */
const MOST_NAMES = 50_000;

type Unread = Exclude<FileText, { kind: 'text' }>;

/** Reads a file up to a bound. A pipe or a device that waits for somebody to write is not waited for. */
export async function readText(path: string): Promise<FileText> {
  try {
    const bytes = await readBytes(path);
    if (bytes === undefined) return { kind: 'unreadable', code: 'ENOTFILE' };
    const isCut = bytes.length > MOST_BYTES;
    return { kind: 'text', text: bytes.subarray(0, MOST_BYTES).toString('utf8'), isCut };
  } catch (error) {
    return unreadOf(error);
  }
}

/** Returns at most a byte more than the bound, so that a cut shows; undefined for what is no file. */
export async function readBytes(path: string): Promise<Buffer | undefined> {
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    if (!(await file.stat()).isFile()) return undefined;
    const pieces: Buffer[] = [];
    for (let seen = 0; seen <= MOST_BYTES;) {
      const piece = Buffer.alloc(Math.min(65_536, MOST_BYTES + 1 - seen));
      // Files of /proc have no size, and no positions to speak of.
      const { bytesRead } = await file.read(piece, 0, piece.length, null);
      if (bytesRead === 0) break;
      pieces.push(piece.subarray(0, bytesRead));
      seen += bytesRead;
    }
    return Buffer.concat(pieces);
  } finally {
    await file.close();
  }
}

/** Returns the names in a folder, up to a bound. */
export async function listFolder(folder: string): Promise<FolderNames> {
  try {
    const names: string[] = [];
    for await (const { name } of await opendir(folder)) {
      if (names.length === MOST_NAMES) return { kind: 'names', names: names.sort(), isCut: true };
      names.push(name);
    }
    return { kind: 'names', names: names.sort(), isCut: false };
  } catch (error) {
    return unreadOf(error);
  }
}

function unreadOf(error: unknown): Unread {
  const { code = 'EUNKNOWN' } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT' || code === 'ENOTDIR') return { kind: 'absent' };
  if (code === 'EACCES' || code === 'EPERM') return { kind: 'forbidden' };
  return { kind: 'unreadable', code };
}
