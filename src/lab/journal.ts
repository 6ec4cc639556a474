import { mkdir, readFile, readdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { LabPlace } from './place.ts';
import { LabError } from './lab-error.ts';
import { logFolder } from './place.ts';

/** What a lab knows of itself between two commands. */
export interface Journal {
  readonly version: 1;
  /** In the order in which they were applied. */
  readonly faults: readonly string[];
  /** Missing programs: these services were left out when the lab came up. */
  readonly leftOut: readonly string[];
  /** The command line of this program, where the lab runs its peer. */
  readonly program: readonly string[] | null;
  /** A command is changing the lab, or was killed while it did. */
  readonly isChanging: boolean;
}

/** Makes the lab's folder, which claims its name. Throws LabError if the name is taken. */
export async function claim(place: LabPlace): Promise<void> {
  await mkdir(dirname(place.folder), { recursive: true, mode: 0o755 });
  try {
    await mkdir(place.folder, { mode: 0o755 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new LabError(
      `lab "${place.name}" is up already, or was left by a killed command: hybrid-preflight lab down --name ${place.name}`,
    );
  }
  await mkdir(logFolder(place));
}

/** Replaces the journal as a whole, so that a reader never sees half of one. */
export async function writeJournal(place: LabPlace, journal: Journal): Promise<void> {
  const file = journalFile(place);
  await writeFile(`${file}.new`, `${JSON.stringify(journal)}\n`);
  await rename(`${file}.new`, file);
}

/** Throws LabError if the lab is not up, or was left half changed. */
export async function readJournal(place: LabPlace): Promise<Journal> {
  const text = await readFile(journalFile(place), 'utf8').catch(() => undefined);
  if (text === undefined) {
    throw new LabError(`lab "${place.name}" is not up: hybrid-preflight lab up`);
  }
  const journal = JSON.parse(text) as Journal;
  if (journal.isChanging) {
    throw new LabError(
      `lab "${place.name}" is being changed by another command, or was left half changed by a killed one. To start anew: hybrid-preflight lab down && hybrid-preflight lab up`,
    );
  }
  return journal;
}

/** Returns the names of all labs that have a folder, whole or not. */
export async function labNames(root: string): Promise<readonly string[]> {
  const entries = await readdir(root, { withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

function journalFile({ folder }: LabPlace): string {
  return join(folder, 'lab.json');
}
