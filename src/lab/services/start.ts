import { spawn } from 'node:child_process';
import { constants } from 'node:fs';
import { access, copyFile, mkdir, open, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JsonObject } from '../change.ts';
import { LabError } from '../lab-error.ts';
import { isListening } from '../listening.ts';
import {
  type LabPlace,
  logFolder,
  namespaceOf,
  pkiFolder,
  programFolder,
  serviceFolder,
} from '../place.ts';
import { endProcesses, processesIn } from '../processes.ts';
import type { Program, Service, ServiceSetup } from './service.ts';

const UP_WITHIN_MS = 10_000;
const POLL_MS = 10;
const PORT_MS = 200;
const LOG_TAIL_LINES = 8;

/** Starts one service in its host and returns when it listens. Throws LabError with the end of its log. */
export async function startService(
  place: LabPlace,
  service: Service,
  options: JsonObject,
): Promise<void> {
  const folder = serviceFolder(place, service.name);
  await rm(folder, { recursive: true, force: true });
  const setup = service.setup({ folder, pki: pkiFolder(place) }, options);
  await writeSetup(folder, setup);
  const program = await programFile(place, service.program);
  const log = join(logFolder(place), `${service.name}.log`);
  const words = [...memoryWords(setup), program, ...setup.args];
  const start = { words, environment: setup.environment ?? {}, log };
  const untilMs = performance.now() + UP_WITHIN_MS;
  for (;;) {
    const trouble = await troubleOf(place, service, { ...start, listens: setup.listens });
    if (trouble === undefined) return;
    const said = await tail(log);
    // A client that was cut off holds the port for a moment longer.
    if (!/address already in use/i.test(said) || performance.now() > untilMs) {
      throw new LabError(`${service.title} (${service.name}) ${trouble}:\n${said}`);
    }
    await sleep(PORT_MS);
  }
}

/** Starts the program, and returns why it does not come up; undefined once it is. */
async function troubleOf(
  place: LabPlace,
  { name, host }: Service,
  { listens, ...inside }: Inside & Pick<ServiceSetup, 'listens'>,
): Promise<string | undefined> {
  const child = await spawnInside(namespaceOf(place, host), inside);
  await writeFile(pidFile(place, name), String(child.pid));
  const deadlineMs = performance.now() + UP_WITHIN_MS;
  while (!(await isListening(child.pid, listens))) {
    const trouble =
      child.ended() ?? (performance.now() > deadlineMs ? 'does not listen' : undefined);
    if (trouble !== undefined) return trouble;
    await sleep(POLL_MS);
  }
  return undefined;
}

/** `ip netns exec` gives each program mounts of its own, which end with it (ip-netns(8)). */
function memoryWords({ memory }: ServiceSetup): readonly string[] {
  if (memory === undefined) return [];
  const { folder, sizeBytes } = memory;
  const script = 'mount -t tmpfs -o "size=$1" tmpfs "$2" && shift 2 && exec "$@"';
  return ['sh', '-c', script, 'sh', String(sizeBytes), folder];
}

/** Ends one service with all of its processes; fine if it does not run. */
export async function stopService(place: LabPlace, service: Service): Promise<void> {
  await endProcesses(await processesOf(place, service));
  await removeLeft(place, service);
}

/** Removes what a service, ended by whomever, has left outside the lab's folder. */
export async function removeLeft(place: LabPlace, { name, leaves }: Service): Promise<void> {
  const pid = await readPid(place, name);
  if (pid === undefined || leaves === undefined) return;
  for (const path of leaves(pid)) await rm(path, { force: true });
}

/** True while a process of the service lives. */
export async function isRunning(place: LabPlace, service: Service): Promise<boolean> {
  return (await processesOf(place, service)).length > 0;
}

async function processesOf(place: LabPlace, { name, host }: Service) {
  const session = await readPid(place, name);
  const processes = await processesIn([namespaceOf(place, host)]);
  return processes.filter((one) => one.session === session);
}

async function readPid(place: LabPlace, service: string): Promise<number | undefined> {
  return readFile(pidFile(place, service), 'utf8').then(Number, () => undefined);
}

/** Outside the service's own folder, which is emptied at each start. */
function pidFile(place: LabPlace, service: string): string {
  return `${serviceFolder(place, service)}.pid`;
}

async function writeSetup(folder: string, { files, folders = [] }: ServiceSetup): Promise<void> {
  const wanted = [folder, ...folders.map((path) => join(folder, path))];
  await Promise.all(wanted.map((path) => mkdir(path, { recursive: true })));
  await Promise.all(
    Object.entries(files).map(async ([path, text]) => {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }),
  );
}

/** Returns where a program lies, or undefined. */
export async function findProgram({ command, folder }: Program): Promise<string | undefined> {
  const usual = `${process.env['PATH'] ?? ''}:/usr/local/sbin:/usr/sbin:/sbin:/usr/bin:/bin`;
  const folders = folder === undefined ? usual.split(':').filter(Boolean) : [folder];
  for (const path of folders.map((one) => join(one, command))) {
    const isThere = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (isThere) return path;
  }
  return undefined;
}

/**
 * AppArmor confines by path: copies of such programs in the lab's folder may read it. To be made while nothing
 * is being started: a file that is open for writing, in a child just forked as well, cannot be executed.
 */
export async function copyConfinedPrograms(
  place: LabPlace,
  services: readonly Service[],
): Promise<void> {
  await mkdir(programFolder(place));
  const confined = services.filter(({ program }) => program.confined === true);
  for (const { program } of new Map(confined.map((one) => [one.program.command, one])).values()) {
    const path = await findProgram(program);
    if (path !== undefined) await copyFile(path, join(programFolder(place), program.command));
  }
}

async function programFile(place: LabPlace, program: Program): Promise<string> {
  if (program.confined === true) return join(programFolder(place), program.command);
  const path = await findProgram(program);
  if (path !== undefined) return path;
  throw new LabError(`${program.command} is missing: apt-get install ${program.package}`);
}

interface Inside {
  readonly words: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly log: string;
}

interface Started {
  readonly pid: number;
  /** How it ended, once it has. */
  readonly ended: () => string | undefined;
}

/** The program outlives this process: it is a session of its own, and its output goes to the log. */
async function spawnInside(
  namespace: string,
  { words, environment, log }: Inside,
): Promise<Started> {
  const file = await open(log, 'a');
  try {
    const child = spawn('ip', ['netns', 'exec', namespace, ...words], {
      detached: true,
      stdio: ['ignore', file.fd, file.fd],
      env: { ...process.env, LC_ALL: 'C', ...environment },
    });
    let end: string | undefined;
    child.once('exit', (code, signal) => (end = `ended with ${code ?? signal ?? 'nothing'}`));
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', reject);
    });
    child.unref();
    return { pid: child.pid ?? 0, ended: () => end };
  } finally {
    await file.close();
  }
}

async function tail(log: string): Promise<string> {
  const text = await readFile(log, 'utf8').catch(() => '');
  return text.trimEnd().split('\n').slice(-LOG_TAIL_LINES).join('\n');
}
