import { Writable } from 'node:stream';
import { runInGuest } from '../../src/lab/guest/guest.ts';
import type { LabPlace } from '../../src/lab/place.ts';

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A stream that keeps what is written to it. */
export function collector(): { readonly stream: Writable; readonly text: () => string } {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      chunks.push(chunk);
      done();
    },
  });
  return { stream, text: () => Buffer.concat(chunks).toString() };
}

/** Runs a command in the lab's guest, and returns all that came of it. */
export async function guest(
  place: LabPlace,
  command: readonly string[],
  signal = new AbortController().signal,
): Promise<Ran> {
  const [out, err] = [collector(), collector()];
  const run = { command, stdout: out.stream, stderr: err.stream, signal };
  const code = await runInGuest(place, run);
  return { code, stdout: out.text(), stderr: err.text() };
}
