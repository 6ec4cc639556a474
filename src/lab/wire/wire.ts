import { spawn } from 'node:child_process';
import { mkdir, open, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Wire } from '../conditions.ts';
import { LabError } from '../lab-error.ts';
import { endProcesses, processesIn } from '../processes.ts';
import { IMPAIRER_FILES, impairerSource } from './impairer-source.ts';

/** The two routers that the wire joins, and its device in each. */
export interface WireEnds {
  readonly onPremNamespace: string;
  readonly vpcNamespace: string;
  readonly device: string;
  readonly mtuBytes: number;
}

/** What truly happened to the packets of one direction since its settings, or since the last reset. */
export interface DirectionStats {
  readonly settings: string;
  /** Each of them is lost, refused by a full queue, sent, undeliverable, or still waiting. */
  readonly packets: number;
  /** Passed on at once, because `only` is for others; they count nowhere else. */
  readonly untouched: number;
  readonly lost: number;
  readonly queueFull: number;
  /** Copies made; they count as sent, too. */
  readonly duplicated: number;
  readonly sent: number;
  /** The other device did not take them: it is down. */
  readonly undeliverable: number;
  readonly waiting: number;
  /** Delay really given. */
  readonly delayMeanMs: number;
  readonly delayMaxMs: number;
  /** How much of it was not asked for. */
  readonly lateMeanMs: number;
  readonly lateMaxMs: number;
}

export interface WireStats {
  readonly toVpc: DirectionStats;
  readonly toOnPrem: DirectionStats;
}

const UP_WITHIN_MS = 5000;
const ANSWER_WITHIN_MS = 2000;
const POLL_MS = 10;
const LAST_LINES = 5;
const MOST_PATH_BYTES = 107; // unix(7): sun_path, less its final zero

/**
 * Starts a wire between two namespaces and returns when its devices are up. It keeps its files in `folder`.
 * Throws LabError with the reason: a setting that it does not know, no python3, no /dev/net/tun.
 */
export async function startWire(ends: WireEnds, wire: Wire, folder: string): Promise<void> {
  const control = controlSocket(folder);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const [name, source] of Object.entries(await impairerSource())) {
    await writeFile(join(folder, name), source, { mode: 0o600 });
  }
  const log = await open(logFile(folder), 'w', 0o600);
  // Inside a namespace of the lab, so that it is found and ended with it.
  const child = spawn(
    'ip',
    [
      // -B: no compiled copies beside the sources.
      ...['netns', 'exec', ends.onPremNamespace, 'python3', '-B', join(folder, IMPAIRER_FILES[0])],
      ...['--on-prem', ends.onPremNamespace, '--vpc', ends.vpcNamespace],
      ...['--device', ends.device, '--mtu', String(ends.mtuBytes)],
      ...['--control', control],
      // One word each, with `=`: settings may be empty.
      ...[`--to-vpc=${wire.toVpc}`, `--to-on-prem=${wire.toOnPrem}`],
    ],
    { detached: true, stdio: ['ignore', log.fd, log.fd] },
  );
  const failed = new AbortController();
  const fail = (): void => {
    failed.abort();
  };
  child.once('error', fail).once('exit', fail).unref();
  await log.close();
  await writeFile(pidFile(folder), String(child.pid), { mode: 0o600 });
  if (await isAnswering(folder, failed.signal)) return;
  child.kill('SIGKILL');
  throw new LabError(`the impaired wire did not start: ${await lastWords(folder)}`);
}

/** Ends the wire; its devices go with it. Fine if there is none. */
export async function stopWire({ onPremNamespace }: WireEnds, folder: string): Promise<void> {
  const session = await readFile(pidFile(folder), 'utf8').then(Number, () => undefined);
  const processes = await processesIn([onPremNamespace]);
  await endProcesses(processes.filter((one) => one.session === session));
  await rm(controlSocket(folder), { force: true });
  await rm(pidFile(folder), { force: true });
}

/** Replaces the settings of both directions. Throws LabError for a setting that the wire does not know. */
export async function setWire(folder: string, { toVpc, toOnPrem }: Wire): Promise<void> {
  await ask(folder, `toVpc ${toVpc}`);
  await ask(folder, `toOnPrem ${toOnPrem}`);
}

/** Returns the ground truth that a measurement over this wire can be held against. */
export async function wireStats(folder: string): Promise<WireStats> {
  return ask(folder, 'stats');
}

/** Counts from zero again. */
export async function resetWireStats(folder: string): Promise<void> {
  await ask(folder, 'reset');
}

function logFile(folder: string): string {
  return join(folder, 'wire.log');
}

function pidFile(folder: string): string {
  return join(folder, 'pid');
}

/** The path is told to the wire's program on its command line. */
function controlSocket(folder: string): string {
  const path = join(folder, 'control');
  if (Buffer.byteLength(path) <= MOST_PATH_BYTES) return path;
  throw new LabError(`the path of a socket may have ${MOST_PATH_BYTES} bytes: ${path} has more`);
}

async function lastWords(folder: string): Promise<string> {
  const said = await readFile(logFile(folder), 'utf8');
  return said.trim().split('\n').slice(-LAST_LINES).join('\n') || 'it says nothing';
}

/** Asks until it answers. False if it fails before, or takes too long. */
async function isAnswering(folder: string, failed: AbortSignal): Promise<boolean> {
  const deadlineMs = performance.now() + UP_WITHIN_MS;
  while (!failed.aborted && performance.now() < deadlineMs) {
    const answer = await ask(folder, 'stats').catch(() => undefined);
    if (answer !== undefined) return true;
    await sleep(POLL_MS);
  }
  return false;
}

async function ask(folder: string, line: string): Promise<WireStats> {
  const socket = connect(controlSocket(folder));
  socket.setTimeout(ANSWER_WITHIN_MS, () => socket.destroy(new Error('it takes too long')));
  socket.write(`${line}\n`);
  const said = await text(socket).catch((error: unknown) => {
    throw new LabError('the impaired wire does not answer: is it up?', { cause: error });
  });
  if (said === '') throw new LabError('the impaired wire does not answer: it has just ended');
  // Trust boundary: the program that we started wrote it.
  const answer = JSON.parse(said) as WireStats | { readonly error: string };
  if ('error' in answer) throw new LabError(`the impaired wire refuses: ${answer.error}`);
  return answer;
}
