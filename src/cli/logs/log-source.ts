import { createReadStream } from 'node:fs';
import { access, constants, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { reasonOf } from '../outputs.ts';
import type { Shell } from '../shell.ts';
import { STANDARD_INPUT } from '../standard-input.ts';
import { UsageError } from '../usage-error.ts';

/** A log that can be read once. */
export interface LogSource {
  readonly name: string;
  open(): Readable;
}

const HOW =
  'name log files, pipe a log in, or paste one after "hybrid-preflight explain-log -": journalctl -u kubelet -u containerd --since -1h | hybrid-preflight explain-log';

/** Returns what to read, in order. Throws UsageError for what cannot be read, before anything is. */
export async function logSources(
  files: readonly string[],
  shell: Shell,
): Promise<readonly LogSource[]> {
  if (files.length === 0 && shell.stdin.isTty) throw new UsageError(HOW);
  const names = files.length === 0 ? [STANDARD_INPUT] : files;
  if (names.filter((name) => name === STANDARD_INPUT).length > 1) {
    throw new UsageError('- is standard input, which can be read only once');
  }
  return Promise.all(names.map((name) => sourceNamed(name, shell)));
}

async function sourceNamed(name: string, shell: Shell): Promise<LogSource> {
  if (name === STANDARD_INPUT) return standardInput(shell);
  await checkFile(name, shell);
  return { name, open: () => createReadStream(resolve(shell.workingDirectory, name)) };
}

function standardInput({ stdin, stderr }: Shell): LogSource {
  return {
    name: 'stdin',
    open: () => {
      if (stdin.isTty)
        stderr.write('Paste the log, and end it with Ctrl-D on a line of its own.\n');
      return stdin.open();
    },
  };
}

async function checkFile(name: string, { workingDirectory }: Shell): Promise<void> {
  const path = resolve(workingDirectory, name);
  try {
    await access(path, constants.R_OK);
  } catch (error) {
    throw new UsageError(`${name}: ${reasonOf(error)}`);
  }
  if ((await stat(path)).isDirectory()) {
    throw new UsageError(`${name} is a directory: name the files in it`);
  }
}
