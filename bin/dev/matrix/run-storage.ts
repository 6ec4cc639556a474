import { access, readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Report } from '#core/report.ts';
import { runInGuest } from '../../../src/lab/guest/guest.ts';
import { type LabPlace, serviceFolder } from '../../../src/lab/place.ts';
import { PROGRAM_FILE } from './run-row.ts';
import { writeStorageConfig } from './storage-config.ts';

const LOOK_MS = 20;

/** Where the server's exports lie, as it sees them: one in memory is nobody else's. */
export async function exportsFolder(place: LabPlace): Promise<string> {
  const folder = serviceFolder(place, 'nfs');
  const pid = await readFile(`${folder}.pid`, 'utf8').catch(() => '');
  const seen = `/proc/${pid}/root${folder}`;
  const isThere = await access(seen).then(
    () => true,
    () => false,
  );
  return isThere ? seen : folder;
}

/** What the server holds of a test, by path below its exports. */
export async function heldByServer(place: LabPlace): Promise<readonly string[]> {
  const folder = await exportsFolder(place);
  const exports = (await readdir(folder)).filter((name) => name.startsWith('export'));
  const names = await Promise.all(
    exports.map((name) => readdir(join(folder, name), { recursive: true })),
  );
  return names.flatMap((list, index) => list.map((name) => join(exports[index] ?? '', name)));
}

/** Returns once a test writes to the export. */
export async function whenWriting(place: LabPlace, signal: AbortSignal): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    const data = (await heldByServer(place)).find((name) => name.endsWith('/data'));
    if (data !== undefined) {
      const { size } = await stat(join(await exportsFolder(place), data));
      if (size > 0) return;
    }
    await sleep(LOOK_MS);
  }
}

export interface StorageRow {
  readonly signal: AbortSignal;
  /** Done once the run writes. */
  readonly strike?: (() => Promise<void>) | undefined;
}

/**
 * Runs the check of storage in the lab's guest, whose kernel has an NFS client, and returns the report. Throws, with
 * what the program said, if there is none.
 */
export async function runStorage(place: LabPlace, { signal, strike }: StorageRow): Promise<Report> {
  const config = await writeStorageConfig(place);
  const words = [PROGRAM_FILE, 'run', '-c', config, '--only', 'nfs-throughput'];
  const [out, err] = [collector(), collector()];
  const over = new AbortController();
  const running = runInGuest(place, {
    command: ['node', ...words, '--quiet', '-o', 'json'],
    ...{ stdout: out.stream, stderr: err.stream, signal },
  }).finally(() => {
    over.abort(new Error(`nothing was written: ${out.text()}${err.text()}`));
  });
  const striking = strike === undefined ? undefined : whenWriting(place, over.signal).then(strike);
  const [code] = await Promise.all([running, striking]);
  if (code === 1 || code === 2) throw new Error(`the preflight ended with ${code}: ${err.text()}`);
  return JSON.parse(out.text()) as Report;
}

function collector(): { readonly stream: Writable; readonly text: () => string } {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      chunks.push(chunk);
      done();
    },
  });
  return { stream, text: () => Buffer.concat(chunks).toString() };
}
