import { readdir, readFile, readlink, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LabError } from './lab-error.ts';

const NETNS_FOLDER = '/run/netns';
const GONE_WITHIN_MS = 5000;
const POLL_MS = 5;

export interface LabProcess {
  readonly pid: number;
  /** The session that it belongs to: each service starts one. */
  readonly session: number;
}

/** Returns the names of the machine's named network namespaces. */
export async function namespaceNames(): Promise<readonly string[]> {
  return readdir(NETNS_FOLDER).catch(() => []);
}

/** Returns the living processes in these network namespaces, whoever started them. */
export async function processesIn(namespaces: readonly string[]): Promise<readonly LabProcess[]> {
  const wanted = new Set(await Promise.all(namespaces.map(linkOf)));
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    pids.map(async (pid) => {
      const link = await readlink(`/proc/${pid}/ns/net`).catch(() => undefined);
      return link !== undefined && wanted.has(link) ? readProcess(Number(pid)) : undefined;
    }),
  );
  return found.filter((one) => one !== undefined);
}

/** Ends these processes at once, and returns when none of them lives. Throws LabError for one that does not end. */
export async function endProcesses(processes: readonly LabProcess[]): Promise<void> {
  for (const { pid } of processes) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has just ended by itself.
    }
  }
  const deadlineMs = performance.now() + GONE_WITHIN_MS;
  for (const { pid } of processes) {
    while ((await readProcess(pid)) !== undefined) {
      if (performance.now() > deadlineMs) throw new LabError(`process ${pid} does not end`);
      await sleep(POLL_MS);
    }
  }
}

/** As /proc/<pid>/ns/net reads for a process in it. */
async function linkOf(namespace: string): Promise<string | undefined> {
  try {
    return `net:[${(await stat(join(NETNS_FOLDER, namespace))).ino}]`;
  } catch {
    return undefined;
  }
}

/** A zombie counts as ended: it has let go of everything, and is its parent's to reap. */
async function readProcess(pid: number): Promise<LabProcess | undefined> {
  const text = await readFile(`/proc/${pid}/stat`, 'latin1').catch(() => undefined);
  if (text === undefined) return undefined;
  // proc(5): the name in parentheses may hold anything; after it come state, ppid, pgrp, session.
  const [state, , , session] = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return state === 'Z' || state === 'X' ? undefined : { pid, session: Number(session) };
}
