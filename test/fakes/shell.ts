import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import type { Io } from '#core/io.ts';
import type { Interruption } from '#core/report.ts';
import type { Output, Shell } from '../../src/cli/shell.ts';

export interface FakeShell extends Shell {
  readonly said: { stdout: string; stderr: string };
  /** Sends a signal to the program; false when nobody listens. */
  interrupt(signal: Interruption): boolean;
}

interface ShellParts {
  readonly io?: Io;
  readonly environment?: Shell['environment'];
  /** what is piped in; without it standard input is a terminal at which nobody types */
  readonly stdin?: string | Readable;
}

/** A shell without a process: what the program says is kept, its clock stands still, signals are sent by hand. */
export function fakeShell(
  workingDirectory: string,
  { io, environment = {}, stdin }: ShellParts = {},
): FakeShell {
  const said = { stdout: '', stderr: '' };
  const listeners = new Set<(signal: Interruption) => void>();
  return {
    openIo: async () => io ?? (await import('../../src/io/world.ts')).createIo(),
    openNear: async () => (await import('../../src/io/near/near.ts')).createNear(),
    program: [process.execPath, join(process.cwd(), 'bin/hybrid-preflight.js')],
    version: '0.0.0-test',
    workingDirectory,
    environment,
    stdin: {
      isTty: stdin === undefined,
      open: () => (stdin instanceof Readable ? stdin : Readable.from([Buffer.from(stdin ?? '')])),
    },
    stdout: output((text) => {
      said.stdout += text;
    }),
    stderr: output((text) => {
      said.stderr += text;
    }),
    now: () => '2026-11-20T12:00:00.000Z',
    onInterrupt: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    said,
    interrupt: (signal) => {
      const heard = listeners.size > 0;
      for (const listener of listeners) listener(signal);
      return heard;
    },
  };
}

function output(keep: (text: string) => void): Output {
  const stream = new PassThrough();
  stream.on('data', (chunk: Buffer) => {
    keep(chunk.toString());
  });
  return {
    // Nothing here asks for more than a stream that can be written.
    stream: stream as unknown as NodeJS.WriteStream,
    isTty: false,
    colour: false,
    columns: 100,
    write: keep,
  };
}
