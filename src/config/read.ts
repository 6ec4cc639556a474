import { constants } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import type { Problem } from './problem.ts';

/** The text of a config and the name to report problems under. */
export type ConfigSource = { readonly file: string; readonly text: string };

export type ReadConfig =
  | { readonly ok: true; readonly source: ConfigSource }
  | { readonly ok: false; readonly problem: Problem };

/** How much of a file is read, and what to do about a longer one. */
export type ReadLimit = { readonly mostBytes: number; readonly remedy: string };

/** Room for thousands of targets; a bigger file is something else. */
const CONFIG_LIMIT: ReadLimit = {
  mostBytes: 512 * 1024,
  remedy: 'a config is far shorter',
};

/** Reads a config file, as readText does. */
export function readConfig(file: string): Promise<ReadConfig> {
  return readText(file, CONFIG_LIMIT);
}

/** Reads a file, bounded and strictly as UTF-8. What is no regular file is never opened. */
export async function readText(file: string, limit: ReadLimit): Promise<ReadConfig> {
  try {
    const status = await stat(file);
    if (status.isFile()) return await readRegular(file, limit);
    const what = status.isDirectory() ? 'is a directory' : 'is no regular file';
    return refuse(file, what, 'name a YAML file');
  } catch (error) {
    return refuse(file, whyUnreadable(error), 'name a readable YAML file');
  }
}

async function readRegular(file: string, limit: ReadLimit): Promise<ReadConfig> {
  const { mostBytes, remedy } = limit;
  // Should a FIFO have taken its place since, opening it must not wait for somebody to write.
  const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    // One byte more than allowed tells a file that is too long, whatever size it states.
    const buffer = Buffer.alloc(mostBytes + 1);
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0);
    if (bytesRead <= mostBytes) return decode(file, buffer.subarray(0, bytesRead));
    return refuse(file, `is longer than ${mostBytes} bytes`, remedy);
  } finally {
    await handle.close();
  }
}

function whyUnreadable(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOENT') return 'does not exist';
  return `cannot be read: ${code === 'EACCES' ? 'permission denied' : message}`;
}

function decode(file: string, bytes: Buffer): ReadConfig {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    return refuse(file, 'is encoded as UTF-16, by its first two bytes', 'save it as UTF-8');
  }
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const badAt = firstDifference(bytes, Buffer.from(text));
  if (badAt !== -1) {
    const line = lineOf(bytes, badAt);
    return refuse(file, `byte ${badAt} is not UTF-8`, 'save the file as UTF-8', line);
  }
  const nulAt = bytes.indexOf(0);
  if (nulAt !== -1) {
    const line = lineOf(bytes, nulAt);
    return refuse(file, `byte ${nulAt} is NUL`, 'save the file as UTF-8 text', line);
  }
  return { ok: true, source: { file, text: text.replace(/^\ufeff/, '') } };
}

/** What is no UTF-8 is decoded to U+FFFD, so that encoding it again gives other bytes from there on. */
function firstDifference(bytes: Buffer, again: Buffer): number {
  return bytes.equals(again) ? -1 : bytes.findIndex((byte, index) => byte !== again[index]);
}

function lineOf(bytes: Buffer, offset: number): number {
  return bytes.subarray(0, offset).filter((byte) => byte === 0x0a).length + 1;
}

function refuse(file: string, what: string, expected: string, line = 1): ReadConfig {
  return { ok: false, problem: { file, line, column: 1, path: '', what, expected } };
}
