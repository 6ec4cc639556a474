import type { Readable } from 'node:stream';

export type ExecOutcome =
  | {
      readonly kind: 'exited';
      readonly code: number;
      readonly stdout: string;
      readonly stderr: string;
    }
  | { readonly kind: 'killed'; readonly signal: string }
  | { readonly kind: 'timeout'; readonly afterMs: number }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'forbidden' }
  | { readonly kind: 'too-much-output'; readonly mostBytes: number };

export interface ExecOptions {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  readonly mostBytes?: number;
  /** What the program reads on its standard input; without it, nothing. */
  readonly input?: string;
  /** Secrets go this way: other users can read arguments. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Between asking it to end and ending it; half a second is enough for most. */
  readonly graceMs?: number;
  /** Is told what the program prints, as it comes. */
  readonly onOutput?: (chunk: string) => void;
}

/** Plenty for the tools that we read; more is not what we asked for. */
const MOST_BYTES = 4 * 1024 * 1024;

/** Between asking a child to end and ending it. */
const GRACE_MS = 500;
const LOOK_MS = 50;

/**
 * Runs a program without a shell, in the C locale, with its output bounded. On abort, timeout or overflow its
 * whole process group is told to end and, a moment later, made to. Rejects only with the signal's reason.
 */
export async function execute(
  command: string,
  args: readonly string[],
  options: ExecOptions,
): Promise<ExecOutcome> {
  const { timeoutMs, signal, mostBytes = MOST_BYTES, graceMs = GRACE_MS, onOutput } = options;
  // Megabytes that a peer which waits does without.
  const { execa } = await import('execa');
  signal.throwIfAborted();
  const child = execa(command, args, settings(options));
  const stop = stopGroup(child.pid, graceMs);
  let cutShort: ExecOutcome | undefined;
  const cut = (outcome: ExecOutcome): void => {
    cutShort ??= outcome;
    stop();
  };
  for (const stream of [child.stdout, child.stderr]) {
    onOverflow(stream, mostBytes, () => {
      cut({ kind: 'too-much-output', mostBytes });
    });
  }
  if (onOutput !== undefined)
    child.stdout.on('data', (chunk: Buffer) => {
      onOutput(chunk.toString());
    });
  const timer = setTimeout(cut, timeoutMs, { kind: 'timeout', afterMs: timeoutMs });
  signal.addEventListener('abort', stop, { once: true });
  try {
    const result = await child;
    signal.throwIfAborted();
    return cutShort ?? outcomeOf(result);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}

function settings({ mostBytes = MOST_BYTES, input, environment = {} }: ExecOptions) {
  return {
    shell: false,
    ...(input === undefined ? { stdin: 'ignore' as const } : { input }),
    env: { ...childEnvironment(), ...environment },
    maxBuffer: mostBytes,
    detached: true, // a process group of its own, so that grandchildren end with it
    cleanup: false,
    reject: false,
  };
}

/** What a child finds its like by, and speaks: cron and systemd know few folders. */
export function childEnvironment(): { readonly LC_ALL: string; readonly PATH: string } {
  const path = process.env['PATH'] ?? '';
  const more = '/usr/sbin:/sbin:/usr/bin:/bin';
  return { LC_ALL: 'C', PATH: path.endsWith(more) ? path : `${path}:${more}` };
}

/** The library ends only the child itself, and by and by. */
function onOverflow(stream: Readable, mostBytes: number, call: () => void): void {
  let seenBytes = 0;
  stream.on('data', (chunk: Buffer) => {
    const wasWithin = seenBytes <= mostBytes;
    seenBytes += chunk.length;
    if (wasWithin && seenBytes > mostBytes) call();
  });
}

interface Ended {
  readonly exitCode?: number | undefined;
  readonly signal?: string | undefined;
  readonly stdout: string;
  readonly stderr: string;
  readonly code?: string | undefined;
}

function outcomeOf({ exitCode, signal, stdout, stderr, code }: Ended): ExecOutcome {
  if (code === 'ENOENT') return { kind: 'not-found' };
  // Under dropped capabilities even the spawn of a program with file capabilities is refused.
  if (code === 'EACCES' || code === 'EPERM') return { kind: 'forbidden' };
  if (exitCode === undefined) return { kind: 'killed', signal: signal ?? 'unknown' };
  return { kind: 'exited', code: exitCode, stdout, stderr };
}

/** Returns a function that ends a process group: politely first. */
function stopGroup(pid: number | undefined, graceMs: number): () => void {
  const isThere = (signal: 'SIGTERM' | 'SIGKILL' | 0): boolean => {
    if (pid === undefined) return false;
    try {
      return process.kill(-pid, signal);
    } catch {
      // Nobody is left in the group: that is what we wanted.
      return false;
    }
  };
  return () => {
    if (!isThere('SIGTERM')) return;
    const untilMs = performance.now() + graceMs;
    const timer = setInterval(() => {
      if (performance.now() < untilMs && isThere(0)) return;
      clearInterval(timer);
      isThere('SIGKILL');
    }, LOOK_MS);
  };
}
