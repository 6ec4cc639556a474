import { spawn } from 'node:child_process';
import { mkdir, open, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Writable } from 'node:stream';
import { LabError } from '../lab-error.ts';
import { namespaceOf, type LabPlace } from '../place.ts';
import { endProcesses, processesIn } from '../processes.ts';
import { ipBatch } from '../program.ts';
import { LEAVES } from '../topology/hosts.ts';
import { NETWORKS } from '../topology/networks.ts';
import { followFile } from './follow-file.ts';
import { moduleTree, requireGuest } from './kernel.ts';
import { onOneCpu } from './one-cpu.ts';
import { guestScripts } from './scripts.ts';

/** A second on-premises host, with a kernel of its own: it has an NFS client, which many machines have not. */
export const GUEST_ADDRESS = '10.80.1.40';

const LAN = NETWORKS['onprem-lan'];
const ROUTER = LAN.router;
const TAP = 'guest';
const MEMORY = '512M';
const LAST_LETTERS = 600;

export interface GuestRun {
  readonly command: readonly string[];
  readonly stdout: Writable;
  readonly stderr: Writable;
  readonly signal: AbortSignal;
}

/**
 * Boots a User-mode Linux guest on the on-premises LAN, runs the command there as root, and returns its exit
 * code. The guest sees this machine's files read-only; what it prints is passed on as it comes. Afterwards,
 * and on abort, nothing is left of it. Throws LabError if it cannot boot, or the lab has a guest already.
 */
export async function runInGuest(place: LabPlace, run: GuestRun): Promise<number> {
  await requireGuest();
  const namespace = namespaceOf(place, ROUTER);
  const folder = join(place.folder, 'guest');
  await mkdir(folder, { recursive: true });
  await plugIn(namespace);
  try {
    await prepare(folder, run.command);
    return await boot(namespace, folder, run);
  } finally {
    await ipBatch([`link del ${TAP}`], namespace);
  }
}

async function plugIn(namespace: string): Promise<void> {
  try {
    await ipBatch([`tuntap add ${TAP} mode tap`], namespace);
  } catch (error) {
    throw new LabError('the lab runs one guest at a time, and has one', { cause: error });
  }
  const line = `link set ${TAP} mtu ${LAN.mtuBytes} txqueuelen 2000 master ${LAN.bridge} up`;
  await ipBatch([line], namespace);
}

async function prepare(folder: string, command: readonly string[]): Promise<void> {
  const servers = LEAVES['onprem-dns'].addresses.map((address) => `nameserver ${address}\n`);
  const files = {
    ...(await guestScripts()),
    'resolv.conf': servers.join(''),
    // The Node that runs this program comes first on the guest's path.
    command: ['env', `PATH=${guestPath()}`, ...command].join('\0'),
    stdout: '',
    stderr: '',
  };
  const runFolder = runFolderOf(folder);
  await rm(runFolder, { recursive: true, force: true });
  await mkdir(runFolder);
  await Promise.all([
    moduleTree(join(folder, 'modules')),
    ...Object.entries(files).map(([name, text]) =>
      writeFile(join(runFolder, name), text, { mode: 0o700 }),
    ),
  ]);
}

/** Each run's own, beside the modules that all share. */
function runFolderOf(folder: string): string {
  return join(folder, 'run');
}

function guestPath(): string {
  return `${dirname(process.execPath)}:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin`;
}

async function boot(namespace: string, folder: string, run: GuestRun): Promise<number> {
  run.signal.throwIfAborted();
  const log = await open(join(runFolderOf(folder), 'boot.log'), 'w');
  const guest = [...(await onOneCpu()), 'linux.uml', ...kernelWords(folder)];
  const child = spawn('ip', ['netns', 'exec', namespace, ...guest], {
    detached: true, // a session of its own: the guest is many processes
    stdio: ['ignore', log.fd, log.fd],
  });
  await log.close();
  const over = new AbortController();
  const ended = new Promise<void>((resolve, reject) => {
    child.once('exit', () => {
      resolve();
    });
    child.once('error', reject);
  });
  const end = async (): Promise<void> => {
    const processes = await processesIn([namespace]);
    await endProcesses(processes.filter(({ session }) => session === child.pid));
  };
  const onAbort = (): void => void end();
  run.signal.addEventListener('abort', onAbort, { once: true });
  try {
    await Promise.all([
      ended.finally(() => {
        over.abort();
      }),
      followFile(join(runFolderOf(folder), 'stdout'), run.stdout, over.signal),
      followFile(join(runFolderOf(folder), 'stderr'), run.stderr, over.signal),
    ]);
  } finally {
    run.signal.removeEventListener('abort', onAbort);
    await end();
  }
  run.signal.throwIfAborted();
  const code = await readFile(join(runFolderOf(folder), 'code'), 'utf8').catch(() => undefined);
  if (code === undefined) {
    const said = await readFile(join(runFolderOf(folder), 'boot.log'), 'utf8');
    throw new LabError(
      `the guest ended before its command did: ${said.trim().slice(-LAST_LETTERS)}`,
    );
  }
  return Number(code);
}

/** The kernel's command line. What it does not know becomes the environment of the guest's first process. */
function kernelWords(folder: string): readonly string[] {
  return [
    'umid=guest',
    `uml_dir=${runFolderOf(folder)}`,
    'rootfstype=hostfs',
    'rootflags=/',
    'ro',
    `mem=${MEMORY}`,
    'con0=null,fd:1',
    'con=null',
    'ssl=null',
    'quiet',
    'panic=-1',
    `init=${join(runFolderOf(folder), 'init.sh')}`,
    // gro: without it the frames that the host has joined are dropped.
    `vec0:transport=tap,ifname=${TAP},mtu=${LAN.mtuBytes},depth=64,gro=1`,
    `LAB_SHARE=${folder}`,
    'LAB_MODULES=/run/share/modules',
    `LAB_ADDRESS=${GUEST_ADDRESS}/${LAN.prefixLength}`,
    `LAB_GATEWAY=${LAN.gateway}`,
    `LAB_MTU=${LAN.mtuBytes}`,
  ];
}
