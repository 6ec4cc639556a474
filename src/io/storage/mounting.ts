import { mkdir, readdir, readFile, realpath, rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { StorageFailure, StoragePlace, StorageRun } from '#core/storage.ts';
import { type Mount, mountAt, mountHolding, mountsOf } from '#lib/mounts/mount-info.ts';
import { mountFailureOf } from '#lib/nfs/mount-failure.ts';
import { execute } from '../exec.ts';
import { ending } from './ending.ts';

/** Only root mounts, and root's run folder is there on every system that this runs on (FHS 3.0 §3.15). */
const RUN_FOLDER = '/run/hybrid-preflight';
const UNMOUNT_MS = 5000;

/** The last argument of a process of the test is its plan. */
const PLAN_WORDS = '"stallMs":';

/** Failed before or after anything could be measured. */
export class StageFailed extends Error {
  override readonly name = 'StageFailed';
  readonly failure: StorageFailure;

  constructor(failure: StorageFailure) {
    super(failure.text);
    this.failure = failure;
  }
}

export type Mounted = Pick<StorageRun, 'mounted'> & {
  readonly path: string;
  /** Where the file system is mounted that holds the path. */
  readonly mountPath: string;
};

type Export = StoragePlace & { readonly kind: 'export' };

/** Mounts the export below a folder of ours. Throws StageFailed with what mount(8) said. */
export async function mountExport(place: Export, timeoutMs: number): Promise<Mounted> {
  const path = join(RUN_FOLDER, `storage-${process.pid}`);
  await mkdir(path, { recursive: true, mode: 0o700 });
  const { server, exportPath, options } = place;
  const host = server.includes(':') ? `[${server}]` : server;
  const args = ['-t', 'nfs', '-o', options, `${host}:${exportPath}`, path];
  const outcome = await execute('mount', args, { timeoutMs, signal: ending });
  if (outcome.kind !== 'exited' || outcome.code !== 0) {
    await rmdir(path).catch(() => undefined);
    throw new StageFailed({ stage: 'mount', ...failureOf(outcome) });
  }
  const mount = mountAt(await mounts(), path);
  return { path, mountPath: path, mounted: shown(mount) };
}

function failureOf(outcome: Awaited<ReturnType<typeof execute>>): Omit<StorageFailure, 'stage'> {
  if (outcome.kind === 'exited') return mountFailureOf(outcome.stderr, outcome.code);
  if (outcome.kind === 'timeout') return { kind: 'hung', text: 'mount did not come to its end' };
  return { kind: 'unknown', text: outcome.kind };
}

/** Says what lies where a folder is. */
export async function mountedAt(path: string): Promise<Mounted> {
  const mount = mountHolding(await mounts(), await realpath(path).catch(() => path));
  return { path, mountPath: mount?.path ?? path, mounted: shown(mount) };
}

function shown(mount: Mount | null): StorageRun['mounted'] {
  if (mount === null) return null;
  const { type, options, superOptions } = mount;
  return { type, options, superOptions };
}

async function mounts(): Promise<readonly Mount[]> {
  return mountsOf(await readFile('/proc/self/mountinfo', 'utf8'));
}

/** Unmounts, by force of laziness where the server is gone. */
export async function unmount(path: string): Promise<void> {
  const { signal } = new AbortController();
  const options = { timeoutMs: UNMOUNT_MS, signal };
  const polite = ending.aborted ? undefined : await execute('umount', [path], options);
  if (polite?.kind !== 'exited' || polite.code !== 0)
    await execute('umount', ['-l', path], options);
  await rmdir(path).catch(() => undefined);
}

/** Takes away the mount points of runs that were killed: their mounts went with them, as only they could see them. */
export async function sweepMountPoints(): Promise<void> {
  const names = await readdir(RUN_FOLDER).catch(() => []);
  for (const name of names) {
    const pid = /^storage-(\d{1,10})$/.exec(name)?.[1];
    if (pid === undefined || (await isRunning(Number(pid)))) continue;
    await rmdir(join(RUN_FOLDER, name)).catch(() => undefined);
  }
  if (names.length === 0) await rmdir(RUN_FOLDER).catch(() => undefined);
}

/**
 * True while it is a process like this one: after a reboot its number may be another's, or that of a thread of this
 * one, which has a folder in /proc as well, though none that is listed (proc(5)).
 */
export async function isRunning(pid: number): Promise<boolean> {
  const words = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  if (!words.includes(PLAN_WORDS)) return false;
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return /^Tgid:\t(\d+)$/m.exec(status)?.[1] === String(pid);
}

/** NFS keeps a file that is removed while it is open under another name for a moment (open(2), "silly rename"). */
const RETRIES = { maxRetries: 5, retryDelay: 50 } as const;

/** Removes a folder of ours on the storage with all that is in it; returns whether it is gone. */
export async function removeFolder(path: string): Promise<boolean> {
  return rm(path, { recursive: true, force: true, ...RETRIES }).then(
    () => true,
    () => false,
  );
}
