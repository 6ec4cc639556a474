import { cp, mkdtemp, readdir, rm, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { labNames } from './journal.ts';
import { LabError } from './lab-error.ts';
import { removeBroughtFolders } from './machine-folders.ts';
import { logFolder, namespacePrefix, NETNS_ETC, placeOf, type LabPlace } from './place.ts';
import { endProcesses, namespaceNames, processesIn } from './processes.ts';
import { ipBatch } from './program.ts';
import { SERVICES } from './services/index.ts';
import { removeLeft } from './services/start.ts';

/**
 * Ends everything in the lab's namespaces and removes them, its files, and nothing else. It needs no journal:
 * whatever a killed command left is found by the name of the lab.
 */
export async function removeLab(place: LabPlace): Promise<void> {
  const prefix = namespacePrefix(place);
  const namespaces = (await namespaceNames()).filter((name) => name.startsWith(prefix));
  // Twice: what was being started while we looked is found the second time.
  await endProcesses(await processesIn(namespaces));
  await endProcesses(await processesIn(namespaces));
  await ipBatch(namespaces.map((name) => `netns del ${name}`));
  await Promise.all(SERVICES.map((service) => removeLeft(place, service)));
  await removeNameServers(prefix);
  await removeBroughtFolders(dirname(place.folder));
  await rm(place.folder, { recursive: true, force: true });
}

/** Removes every lab below the root, and returns their names. */
export async function removeAllLabs(root: string): Promise<readonly string[]> {
  const names = await labNames(root);
  for (const name of names) await removeLab(placeOf(root, name));
  await rmdir(root).catch(() => undefined); // not empty, or not there: not ours to remove
  return names;
}

/** Throws LabError if there is no such lab. */
export async function removeNamedLab(root: string, name: string): Promise<void> {
  const names = await labNames(root);
  if (!names.includes(name)) {
    const known = names.length === 0 ? 'there is none' : `there are: ${names.join(', ')}`;
    throw new LabError(`lab "${name}" is not up; ${known}`);
  }
  await removeLab(placeOf(root, name));
}

/** Saves the logs of a lab that failed, and returns where; undefined if there is none yet. */
export async function keepLogs(place: LabPlace): Promise<string | undefined> {
  const logs = await readdir(logFolder(place)).catch(() => []);
  if (logs.length === 0) return undefined;
  const kept = await mkdtemp(join(tmpdir(), `hybrid-preflight-lab-${place.name}-logs-`));
  await cp(logFolder(place), kept, { recursive: true });
  return kept;
}

async function removeNameServers(prefix: string): Promise<void> {
  const folders = await readdir(NETNS_ETC).catch(() => []);
  const own = folders.filter((name) => name.startsWith(prefix));
  if (own.length === 0) return;
  await Promise.all(own.map((name) => rm(join(NETNS_ETC, name), { recursive: true, force: true })));
  await rmdir(NETNS_ETC).catch(() => undefined); // other programs' namespaces have theirs there
}
