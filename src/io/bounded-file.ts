import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';

export type FileText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreadable'; readonly why: string };

/** Plenty for a config of people. */
const MOST_BYTES = 1024 * 1024;

/** Reads a file of text, unless it is longer than `mostBytes`, or none: a pipe would never end. Never rejects. */
export async function readFileText(path: string, mostBytes = MOST_BYTES): Promise<FileText> {
  let file: FileHandle | undefined;
  try {
    file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    if (!(await file.stat()).isFile()) return { kind: 'unreadable', why: 'it is no file' };
    const bytes = await readMost(file, mostBytes + 1);
    if (bytes.length > mostBytes) {
      return { kind: 'unreadable', why: `it is longer than ${mostBytes} bytes` };
    }
    return { kind: 'text', text: bytes.toString('utf8') };
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    const isAbsent = code === 'ENOENT' || code === 'ENOTDIR';
    return isAbsent ? { kind: 'absent' } : { kind: 'unreadable', why: code };
  } finally {
    await file?.close();
  }
}

/** The text of a file that may be missing, without the blanks around it; undefined where there is none. */
export async function readWord(path: string): Promise<string | undefined> {
  const read = await readFileText(path, 4096);
  return read.kind === 'text' ? read.text.trim() : undefined;
}

/** Files of the kernel say that they have 4096 bytes, or none. */
async function readMost(file: FileHandle, mostBytes: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let sizeBytes = 0;
  while (sizeBytes < mostBytes) {
    const { bytesRead, buffer } = await file.read({
      buffer: Buffer.alloc(Math.min(65_536, mostBytes - sizeBytes)),
    });
    if (bytesRead === 0) break;
    pieces.push(buffer.subarray(0, bytesRead));
    sizeBytes += bytesRead;
  }
  return Buffer.concat(pieces);
}
