import { open, stat } from 'node:fs/promises';
import type { Problem } from './problem.ts';

/** The text of a config and the name to report problems under. */
export type ConfigSource = { readonly file: string; readonly text: string };

export type ReadConfig =
  | { readonly ok: true; readonly source: ConfigSource }
  | { readonly ok: false; readonly problem: Problem };

/** Room for thousands of targets; a bigger file is something else. */
const MOST_BYTES = 512 * 1024;

/** Reads a config file, bounded and strictly as UTF-8. What is no regular file is never opened. */
export async function readConfig(file: string): Promise<ReadConfig> {
  try {
    const { size } = await stat(file).then((status) => {
      if (status.isFile()) return status;
      throw new Error(status.isDirectory() ? 'is a directory' : 'is no regular file');
    });
    if (size > MOST_BYTES) {
      return refuse(file, `holds ${size} bytes`, `at most ${MOST_BYTES} bytes`);
    }
    return decode(file, await readBytes(file));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const what = code === 'EACCES' ? 'cannot be read: permission denied' : message;
    return refuse(file, what, 'name a readable YAML file');
  }
}

async function readBytes(file: string): Promise<Buffer> {
  const handle = await open(file);
  try {
    const buffer = Buffer.alloc(MOST_BYTES);
    const { bytesRead } = await handle.read(buffer, 0, MOST_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

function decode(file: string, bytes: Buffer): ReadConfig {
  const looksLikeUtf16 =
    (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (looksLikeUtf16) return refuse(file, 'is encoded as UTF-16', 'save it as UTF-8');
  const text = new TextDecoder('utf-8').decode(bytes);
  const badAt = firstBadByte(bytes, text);
  if (badAt !== -1) {
    const line = lineOf(bytes, badAt);
    return refuse(file, `byte ${badAt} is not UTF-8`, 'save the file as UTF-8', line);
  }
  const nulAt = bytes.indexOf(0);
  if (nulAt !== -1) {
    return refuse(
      file,
      `byte ${nulAt} is NUL`,
      'remove it: a config is text',
      lineOf(bytes, nulAt),
    );
  }
  return { ok: true, source: { file, text } };
}

/** A decoder that does not stop replaces what it cannot read by U+FFFD: the first one tells where. */
function firstBadByte(bytes: Buffer, text: string): number {
  if (Buffer.from(text).equals(withoutMark(bytes))) return -1;
  const before = text.slice(0, text.indexOf('\ufffd'));
  return Buffer.byteLength(before) + bytes.length - withoutMark(bytes).length;
}

function withoutMark(bytes: Buffer): Buffer {
  const marked = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return marked ? bytes.subarray(3) : bytes;
}

function lineOf(bytes: Buffer, offset: number): number {
  return bytes.subarray(0, offset).filter((byte) => byte === 0x0a).length + 1;
}

function refuse(file: string, what: string, expected: string, line = 1): ReadConfig {
  return { ok: false, problem: { file, line, column: 1, path: '', what, expected } };
}
