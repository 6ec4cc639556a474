import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Report, Result } from '#core/report.ts';
import { PROGRAM_FILE } from '../../bin/dev/matrix/run-row.ts';
import { heldByServer, whenWriting } from '../../bin/dev/matrix/run-storage.ts';
import { writeStorageConfig } from '../../bin/dev/matrix/storage-config.ts';
import type { LabPlace } from '../../src/lab/place.ts';
import { guest, type Ran } from './in-guest.ts';

export interface Looking {
  readonly options?: string;
  /** Makes another config of the usual one. */
  readonly change?: (config: string) => string;
  /** In the place of the usual one; it has the arguments PROGRAM CONFIG at its end. */
  readonly script?: readonly [name: string, ...words: readonly string[]];
  /** Done once the run writes. */
  readonly strike?: () => Promise<unknown>;
}

export interface Looked extends Ran {
  readonly result: Result;
  /** `status code code …` */
  readonly said: string;
  readonly details: readonly string[];
  /** What the server holds of it afterwards. */
  readonly held: readonly string[];
}

/** Runs the check in the lab's guest, and returns what came of it. */
export async function look(place: LabPlace, how: Looking = {}): Promise<Looked> {
  const { options, change = same, script = ['nfs-throughput.sh'], strike } = how;
  const config = await writeStorageConfig(place, options);
  await writeFile(config, change(await readFile(config, 'utf8')));
  const [name, ...words] = script;
  const file = join(import.meta.dirname, name);
  const over = new AbortController();
  const running = guest(place, ['sh', file, ...words, PROGRAM_FILE, config]).finally(() => {
    over.abort(new Error('nothing was written'));
  });
  const striking = strike === undefined ? undefined : whenWriting(place, over.signal).then(strike);
  // What the guest said comes first, where it wrote nothing.
  const [ran] = await Promise.all([running, striking?.catch(() => undefined)]);
  const told = resultIn(ran.stdout, 'local');
  await striking;
  return { ...ran, ...told, held: await heldByServer(place) };
}

/** Returns what a report says of the export from a side. Throws with all of it where it says nothing. */
export function resultIn(report: string, from: Result['from']): Omit<Looked, keyof Ran | 'held'> {
  const { results } = JSON.parse(report) as Report;
  const isOurs = (one: Result): boolean => one.check.id === 'nfs-throughput' && one.from === from;
  const result = results.find(isOurs);
  if (result === undefined) throw new Error(report);
  const { outcome } = result;
  const findings = 'findings' in outcome ? outcome.findings : [];
  const codes = findings.map(({ code }) => code.replace('nfs-throughput/', ''));
  const details = findings.map(({ detail }) => detail);
  return { result, said: [outcome.status, ...codes].join(' '), details };
}

function same(config: string): string {
  return config;
}
