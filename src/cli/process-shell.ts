import type { Interruption } from '#core/report.ts';
import manifest from '../../package.json' with { type: 'json' };
import type { Output, Shell } from './shell.ts';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const satisfies readonly Interruption[];
const PLAIN_COLUMNS = 100; // wide enough for a sentence, narrow enough for a CI log

/** The shell of this very process. */
export function createShell(): Shell {
  return {
    openIo: async () => (await import('../io/world.ts')).createIo(),
    openNear: async () => (await import('../io/near/near.ts')).createNear(),
    version: manifest.version,
    program: [process.execPath, ...process.argv.slice(1, 2)],
    workingDirectory: process.cwd(),
    environment: process.env,
    stdin: {
      // Merely naming process.stdin opens it, which would keep other commands alive.
      get isTty() {
        return process.stdin.isTTY;
      },
      open: () => process.stdin,
    },
    stdout: outputTo(process.stdout),
    stderr: outputTo(process.stderr),
    now: () => new Date().toISOString(),
    onInterrupt,
  };
}

function outputTo(stream: NodeJS.WriteStream): Output {
  // A reader such as `head` may leave early; that is no reason to fail.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  return {
    stream,
    isTty: stream.isTTY,
    colour: wantsColour(stream),
    get columns() {
      return stream.isTTY ? stream.columns : PLAIN_COLUMNS;
    },
    write: (text) => {
      stream.write(text);
    },
  };
}

/** https://no-color.org: any non-empty NO_COLOR wins; FORCE_COLOR comes next; then the terminal decides. */
function wantsColour(stream: NodeJS.WriteStream): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = process.env;
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false;
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== '') return FORCE_COLOR !== '0';
  return stream.isTTY && TERM !== 'dumb';
}

/**
 * Our handlers stay in place after the first signal: a library that restores the cursor ends the process
 * as soon as nobody but itself listens.
 */
function onInterrupt(listener: (signal: Interruption) => void): () => void {
  let interrupted = false;
  const stops = SIGNALS.map((signal) => {
    const handler = (): void => {
      if (interrupted) endBy(signal);
      else listener(signal);
      interrupted = true;
    };
    process.on(signal, handler);
    return () => process.off(signal, handler);
  });
  return () => {
    for (const stop of stops) stop();
  };
}

/** Ends the process at once, as the signal would have done had nobody listened. */
function endBy(signal: (typeof SIGNALS)[number]): void {
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
}
