import { writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { generateToken } from '../peer/token.ts';
import { changed } from './change.ts';
import { type Conditions, NOTHING } from './conditions.ts';
import { faultNamed } from './faults/index.ts';
import { healthy } from './healthy.ts';
import { claim, type Journal, labNames, readJournal, writeJournal } from './journal.ts';
import { LabError } from './lab-error.ts';
import { writeNameServers } from './name-servers.ts';
import { buildTopology } from './network/build.ts';
import { recordAbsentFolders } from './machine-folders.ts';
import { makeCertificates } from './pki/certificates.ts';
import { type LabPlace, namespacePrefix, peerTokenFile, pkiFolder } from './place.ts';
import { namespaceNames } from './processes.ts';
import { forgetLearned, reconcile, restartLearners } from './reconcile.ts';
import { writeRegistryClient } from './registry-client.ts';
import { keepLogs, removeLab } from './remove.ts';
import { SERVICES } from './services/index.ts';
import { copyConfinedPrograms } from './services/start.ts';
import { type Missing, missingPrograms } from './requirements.ts';
import { sideBySide } from './side-by-side.ts';
import type { HostName } from './topology/hosts.ts';

export interface UpOptions {
  /** Fail where a component's program is missing, instead of leaving the component out. */
  readonly strict: boolean;
  /** The command line that starts this program: with it, the lab has a peer. */
  readonly program?: readonly string[];
  readonly signal: AbortSignal;
  readonly onProgress: (step: string) => void;
}

/**
 * Builds a healthy lab. Returns what was left out because its program is missing. When anything fails, or on
 * abort, all of it is removed again; throws LabError that says where the logs are.
 */
export async function bringUp(
  place: LabPlace,
  { strict, program, signal, onProgress }: UpOptions,
): Promise<readonly Missing[]> {
  const missing = await missingPrograms();
  if (strict && missing.length > 0) throw new LabError(describeMissing(missing));
  const leftOut = missing.flatMap(({ services }) => services);
  await refuseForeignNamespaces(place);
  await claim(place);
  try {
    await recordAbsentFolders(dirname(place.folder));
    const journal = { version: 1, faults: [], leftOut, program: program ?? null } as const;
    await writeJournal(place, { ...journal, isChanging: true });
    await writeFile(peerTokenFile(place), `${generateToken()}\n`, { mode: 0o600 });
    await copyConfinedPrograms(place, SERVICES);
    onProgress('network and certificates');
    await sideBySide([
      buildTopology(place),
      makeCertificates(pkiFolder(place), signal),
      writeNameServers(place),
      writeRegistryClient(place),
    ]);
    signal.throwIfAborted();
    onProgress('services');
    await reconcile(place, NOTHING, conditionsUnder(place, journal));
    signal.throwIfAborted();
    await writeJournal(place, { ...journal, isChanging: false });
    return missing;
  } catch (error) {
    const logs = signal.aborted ? undefined : await keepLogs(place);
    await removeLab(place);
    throw logs === undefined ? error : withLogs(error, logs);
  }
}

/** What bears a lab's name without being of it must survive the lab: it is never built on top. */
async function refuseForeignNamespaces(place: LabPlace): Promise<void> {
  const names = await namespaceNames();
  const foreign = names.find((name) => name.startsWith(namespacePrefix(place)));
  if (foreign === undefined || (await labNames(dirname(place.folder))).includes(place.name)) return;
  throw new LabError(
    `the network namespace ${foreign} is there, and not of a lab in ${dirname(place.folder)}: choose another --name`,
  );
}

function withLogs(error: unknown, logs: string): LabError {
  const message = error instanceof Error ? error.message : String(error);
  return new LabError(`${message}\nThe lab was removed; its logs are in ${logs}`, { cause: error });
}

/** Returns one line a missing program, and the command that installs them all. */
export function describeMissing(missing: readonly Missing[]): string {
  const packages = [...new Set(missing.map((one) => one.package))];
  return [
    ...missing.map(
      ({ command, services }) => `${command} is missing: without it no ${services.join(', ')}`,
    ),
    `Install: apt-get install --no-install-recommends ${packages.join(' ')}`,
  ].join('\n');
}

/** Breaks these things too, on top of what is broken already. */
export async function applyFaults(place: LabPlace, names: readonly string[]): Promise<void> {
  names.forEach(faultNamed); // a wrong name changes nothing
  const { faults } = await readJournal(place);
  const fresh = names.filter((name) => !faults.includes(name));
  await changeTo(place, [...faults, ...new Set(fresh)]);
}

/** Mends everything, and lets nobody remember it. */
export async function clearFaults(place: LabPlace): Promise<void> {
  await changeTo(place, []);
}

/** Returns the variables that a shell of this host has beside those of the machine. */
export async function environmentOf(
  place: LabPlace,
  host: HostName,
): Promise<Conditions['environment']> {
  return host === 'host' ? conditionsUnder(place, await readJournal(place)).environment : {};
}

async function changeTo(place: LabPlace, faults: readonly string[]): Promise<void> {
  const journal = await readJournal(place);
  await writeJournal(place, { ...journal, isChanging: true });
  const after = conditionsUnder(place, { ...journal, faults });
  await reconcile(place, conditionsUnder(place, journal), after);
  await forgetLearned(place);
  if (faults.length === 0) await restartLearners(place, after);
  await writeJournal(place, { ...journal, faults });
}

function conditionsUnder(
  place: LabPlace,
  { faults, leftOut, program }: Pick<Journal, 'faults' | 'leftOut' | 'program'>,
): Conditions {
  const changes = faults.flatMap((name) => faultNamed(name).changes);
  const tokenFile = peerTokenFile(place);
  const outfit = { leftOut, ...(program === null ? {} : { peer: { program, tokenFile } }) };
  const conditions = changed(healthy(outfit), changes);
  // A service whose program is missing cannot be started by a fault either.
  const services = Object.entries(conditions.services).filter(([name]) => !leftOut.includes(name));
  const lacksRegistry = ['registry', 'registry-proxy'].some((name) => leftOut.includes(name));
  const site = lacksRegistry
    ? { ...conditions.site, withoutRegistry: true as const }
    : conditions.site;
  return { ...conditions, site, services: Object.fromEntries(services) };
}
