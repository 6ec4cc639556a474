import type { Readable } from 'node:stream';
import type { Side } from '#core/far.ts';
import type { Io } from '#core/io.ts';
import type { Interruption } from '#core/report.ts';

/** A stream that people or programs read. */
export interface Output {
  readonly stream: NodeJS.WriteStream;
  readonly isTty: boolean;
  readonly colour: boolean;
  readonly columns: number;
  write(text: string): void;
}

/** What somebody types or pipes in. */
export interface Input {
  readonly isTty: boolean;
  open(): Readable;
}

/** All that the command line needs of the machine it runs on; tests hand in their own. */
export interface Shell {
  /** The world, loaded when a command first needs it. */
  openIo(): Promise<Io>;
  /** What this machine can do for the other side of a link. */
  openNear(): Promise<Side>;
  readonly version: string;
  /** The command line that starts this very program. */
  readonly program: readonly string[];
  readonly workingDirectory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  /** ISO 8601, UTC */
  now(): string;
  /** Calls back on the first SIGINT or SIGTERM, until the returned function is called; a second ends the process. */
  onInterrupt(listener: (signal: Interruption) => void): () => void;
}
