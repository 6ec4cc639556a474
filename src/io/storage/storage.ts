import { CannotMeasure, NotApplicable } from '#core/check.ts';
import type {
  Storage,
  StorageFailure,
  StoragePlan,
  StorageRun,
  StorageStage,
} from '#core/storage.ts';
import { execute, type ExecOutcome } from '../exec.ts';
import { ENDING_MS } from './ending.ts';
import type { StorageReport } from './messages.ts';
import { sweepMountPoints } from './mounting.ts';

/** The program of the test as one text, which the bundle carries along; a checkout has the file. */
declare const EMBEDDED_STORAGE_WORKER: string | undefined;

/** Beyond each stage's own patience: between two looks, and for a process that is slow to begin. */
const LOOK_MS = 250;
const BEGIN_MS = 20_000;

/** With `--full` over a slow link; each stage has its own, shorter, end. */
const LONGEST_MS = 4 * 3_600_000;
const MOST_OUTPUT_BYTES = 64 * 1024 * 1024;

const NOTHING: StorageRun = {
  ...{ mounted: null, freeBytes: null, isDirect: false, write: null, read: null },
  ...{ corruptBlocks: null, metadata: null, fsync: null, requests: [], connection: null },
  ...{ transport: null, ddWriteBps: null, ddReadBps: null, failure: null, left: [] },
};

/** Tests of storage by a process of their own. */
export function createStorage(): Storage {
  return { run: runStorage };
}

interface Watch {
  stage: StorageStage;
  patienceMs: number;
  heardMs: number;
  hasEnded: boolean;
  /** It was told to end: what it says of its stages from then on is how it does. */
  isHung: boolean;
  run: StorageRun;
}

async function runStorage(
  plan: StoragePlan,
  onProgress: (fraction: number, note: string) => void,
  signal: AbortSignal,
): Promise<StorageRun> {
  mayMount(plan);
  const watch: Watch = {
    ...{ stage: 'mount', patienceMs: BEGIN_MS, heardMs: performance.now() },
    ...{ hasEnded: false, isHung: false },
    run: NOTHING,
  };
  const hangs = new AbortController();
  const timer = setInterval(() => {
    if (performance.now() - watch.heardMs <= watch.patienceMs) return;
    watch.isHung = true;
    hangs.abort();
  }, LOOK_MS);
  try {
    const outcome = await start(plan, {
      signal: AbortSignal.any([signal, hangs.signal]),
      onLine: (line) => {
        take(JSON.parse(line) as StorageReport, { watch, onProgress });
      },
    }).catch((error: unknown): undefined => {
      signal.throwIfAborted();
      if (!hangs.signal.aborted) throw error;
      return undefined;
    });
    if (watch.run.failure?.kind === 'no-fio') throw noFio(watch.run.failure.text);
    return watch.hasEnded && !watch.isHung
      ? watch.run
      : { ...watch.run, failure: broken(watch, outcome) };
  } finally {
    clearInterval(timer);
    if (plan.place.kind === 'export') await sweepMountPoints();
  }
}

/** Root alone may mount. */
function mayMount({ place }: StoragePlan): void {
  if (place.kind === 'folder' || process.getuid?.() === 0) return;
  throw new NotApplicable(
    'Only root may mount an export: run with sudo, or name a folder where it is mounted already (path, beside server and export).',
  );
}

interface Starting {
  readonly signal: AbortSignal;
  readonly onLine: (line: string) => void;
}

/**
 * Starts the process of the test where only it sees what it mounts: the kernel unmounts it once the process is gone,
 * however it ended (mount_namespaces(7)).
 */
async function start(plan: StoragePlan, { signal, onLine }: Starting): Promise<ExecOutcome> {
  const embedded =
    typeof EMBEDDED_STORAGE_WORKER === 'string' ? EMBEDDED_STORAGE_WORKER : undefined;
  const script = embedded === undefined ? new URL('./worker.ts', import.meta.url).pathname : '-';
  const kind = embedded === undefined ? [] : ['--input-type=module'];
  const program = [process.execPath, ...kind, script, JSON.stringify(plan)];
  const [command = '', ...args] =
    plan.place.kind === 'export'
      ? ['unshare', '--mount', '--propagation', 'private', '--', ...program]
      : program;
  let rest = '';
  return execute(command, args, {
    ...{ timeoutMs: LONGEST_MS, signal, mostBytes: MOST_OUTPUT_BYTES, graceMs: ENDING_MS },
    ...(embedded === undefined ? {} : { input: embedded }),
    // One thread for each block on its way, and one for the rest.
    environment: { UV_THREADPOOL_SIZE: String(plan.inFlight + 2) },
    onOutput: (chunk) => {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) onLine(line);
    },
  });
}

function take(
  report: StorageReport,
  { watch, onProgress }: { watch: Watch; onProgress: (fraction: number, note: string) => void },
): void {
  watch.heardMs = performance.now();
  switch (report.report) {
    case 'stage':
      if (watch.isHung) return;
      watch.stage = report.stage;
      watch.patienceMs = report.patienceMs;
      onProgress(0, report.stage);
      return;
    case 'progress':
      onProgress(report.fraction, report.note);
      return;
    case 'part':
      watch.run = { ...watch.run, ...report.part };
      return;
    case 'end':
      watch.hasEnded = true;
  }
}

/** The process did not come to its end: it was told to, or fell. */
function broken({ stage, run }: Watch, outcome: ExecOutcome | undefined): StorageFailure {
  if (run.failure !== null) return run.failure;
  if (outcome === undefined) return { stage, kind: 'hung', text: 'nothing came back any more' };
  if (outcome.kind === 'not-found') throw noUnshare('it is not installed');
  const said = outcome.kind === 'exited' ? outcome.stderr.trim() : outcome.kind;
  if (said.startsWith('unshare:')) throw noUnshare(said);
  return { stage, kind: 'ended', text: said.slice(-300) };
}

function noFio(why: string): CannotMeasure {
  return new CannotMeasure(
    `The config wants fio to measure: ${why}.`,
    'Install fio 3 with its engine libaio (apt-get install fio; dnf install fio fio-engine-libaio), or leave it to engine: own.',
  );
}

function noUnshare(why: string): CannotMeasure {
  return new CannotMeasure(
    `What is mounted cannot be hidden from the rest of this host: unshare says: ${why}.`,
    'Run as root outside of a container, or name a folder where the export is mounted already.',
  );
}
