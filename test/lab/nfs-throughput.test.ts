import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Test, test } from 'tap';
import type { Report } from '#core/report.ts';
import { PROGRAM_FILE } from '../../bin/dev/matrix/run-row.ts';
import { heldByServer, whenWriting } from '../../bin/dev/matrix/run-storage.ts';
import { writeStorageConfig } from '../../bin/dev/matrix/storage-config.ts';
import { applyFaults, clearFaults } from '../../src/lab/lab.ts';
import { execute } from '../../src/io/exec.ts';
import { type LabPlace, namespaceOf } from '../../src/lab/place.ts';
import { guest, type Ran } from './in-guest.ts';
import { canBuildLabs, startLab } from './lab-world.ts';

const SCRIPT = new URL('./nfs-throughput.sh', import.meta.url).pathname;

interface Row {
  readonly what: string;
  readonly fault?: string;
  /** Done once the run writes, in the place of before it. */
  readonly strikes?: 'mid-write';
  readonly options?: string;
  /** It is known before anything is mounted: a host without an NFS client says it as well, and sooner than the guest. */
  readonly isEarly?: true;
  /** `status code code …` */
  readonly says: string | RegExp;
  readonly detail?: RegExp;
  /** It cannot take its folder away where the server is gone: it says so, and the next run does. */
  readonly leaves?: true;
  readonly mostSeconds: number;
}

const STALL_SECONDS = 4;
/** To be told to end, to be made to, and to look. */
const SLACK_SECONDS = 6;
const HANGS = { leaves: true, mostSeconds: 9 + STALL_SECONDS + SLACK_SECONDS } as const;

const before: readonly Row[] = [
  { what: 'a healthy export', says: 'pass', mostSeconds: 30 },
  {
    what: 'one that is read-only',
    ...{ fault: 'nfs-read-only', says: 'fail readOnly', mostSeconds: 8 },
  },
  {
    what: 'one for other clients',
    ...{ isEarly: true, fault: 'nfs-export-refused', says: 'fail exportRefused', mostSeconds: 5 },
  },
  {
    what: 'one where root is nobody',
    ...{ fault: 'nfs-root-squash', says: 'fail notPermitted', mostSeconds: 8 },
  },
  {
    what: 'one that is full',
    ...{ fault: 'nfs-full', says: 'inconclusive noRoom', mostSeconds: 8 },
  },
  {
    what: 'no server',
    ...{ isEarly: true, fault: 'nfs-gone', says: 'fail refused', mostSeconds: 5 },
  },
  { what: 'no way', ...{ isEarly: true, fault: 'nfs-cut', says: 'fail filtered', mostSeconds: 8 } },
  {
    what: 'another version',
    ...{ isEarly: true, options: 'vers=3', says: 'fail wrongVersion', mostSeconds: 5 },
  },
];

const during: readonly Row[] = [
  {
    what: '80 Mbit/s',
    ...{ fault: 'nfs-slow', says: /^fail (tooSlow|undecided tooSlow|tooSlow undecided)/ },
    ...{ detail: /The network is what holds it back/, mostSeconds: 30 },
  },
  { what: 'loss', ...{ fault: 'loss-to-vpc', says: /^(pass|warn slow)/, mostSeconds: 30 } },
  {
    what: 'a hole for large packets',
    ...{ fault: 'blackhole-1438-to-vpc', says: 'fail hangs leftBehind', detail: /path MTU/ },
    ...HANGS,
  },
  {
    what: 'a server that goes in mid-write',
    ...{ fault: 'nfs-gone', strikes: 'mid-write', says: 'fail hangs leftBehind', ...HANGS },
  },
  {
    what: 'an export that is replaced in mid-write',
    ...{ fault: 'nfs-stale', strikes: 'mid-write', says: 'fail brokeOff leftBehind' },
    ...{ detail: /EIO/, leaves: true, mostSeconds: 19 },
  },
];

interface Looking {
  readonly place: LabPlace;
  readonly options?: string | undefined;
  readonly isEarly?: true | undefined;
  /** Done once the run writes. */
  readonly strike?: () => Promise<void>;
  /** Once this file is there, the program is told to end. */
  readonly endsWith?: string;
}

async function look({ place, options, isEarly, strike, endsWith }: Looking) {
  const config = await writeStorageConfig(place, options);
  const over = new AbortController();
  const words = ['sh', SCRIPT, PROGRAM_FILE, config, ...(endsWith === undefined ? [] : [endsWith])];
  const start = isEarly === true ? onHost(place, config) : guest(place, words);
  const running = start.then((ran) => {
    over.abort(new Error(`nothing was written: ${ran.stdout}${ran.stderr}`));
    return ran;
  });
  const striking = strike === undefined ? undefined : whenWriting(place, over.signal).then(strike);
  const [ran] = await Promise.all([running, striking]);
  return { ...ran, held: await heldByServer(place) };
}

async function onHost(place: LabPlace, config: string): Promise<Ran> {
  const words = [PROGRAM_FILE, 'run', '-c', config, '--only', 'nfs-throughput', '--quiet'];
  const host = ['netns', 'exec', namespaceOf(place, 'host'), process.execPath];
  const { signal } = new AbortController();
  const ran = await execute('ip', [...host, ...words, '-o', 'json'], { timeoutMs: 60_000, signal });
  if (ran.kind !== 'exited') throw new Error(ran.kind);
  return ran;
}

async function lookUnder(place: LabPlace, { fault, strikes, options, isEarly }: Row) {
  const apply = async (): Promise<void> => {
    if (fault !== undefined) await applyFaults(place, [fault]);
  };
  if (strikes === undefined) await apply();
  const seen = await look({
    place,
    options,
    isEarly,
    ...(strikes === undefined ? {} : { strike: apply }),
  });
  if (fault !== undefined) await clearFaults(place);
  return seen;
}

async function hold(t: Test, place: LabPlace, row: Row): Promise<void> {
  const { what, says, detail, leaves, mostSeconds } = row;
  const { stdout, stderr, held } = await lookUnder(place, row);
  const report = JSON.parse(stdout) as Report;
  const result = report.results.find(({ check }) => check.id === 'nfs-throughput');
  if (result === undefined || !('findings' in result.outcome)) throw new Error(stdout);
  const { status, findings } = result.outcome;
  const codes = findings.map(({ code }) => code.replace('nfs-throughput/', ''));
  const said = [status, ...codes].join(' ');
  const seconds = result.durationMs / 1000;
  t.comment(`${what}: ${said}, ${seconds.toFixed(1)} s`);
  t.match(said, says, what);
  if (detail !== undefined) t.match(findings[0]?.detail, detail, what);
  t.ok(seconds < mostSeconds, `${what}: ${seconds.toFixed(1)} s`);
  t.equal(stderr, '', `${what}: no process, no mount, no folder of it`);
  if (leaves === undefined) t.strictSame(held, [], `${what}: nothing on the export`);
}

test('what keeps an export from being used is told, each by its own code', async (t) => {
  if (!(await canBuildLabs(t))) return;
  const place = await startLab(t);
  for (const row of before) await hold(t, place, row);
});

test('what happens to an export in use is told, and no server holds the program', async (t) => {
  if (!(await canBuildLabs(t))) return;
  const place = await startLab(t);
  for (const row of during) await hold(t, place, row);
  const [healthy] = before;
  // What the runs above could not take away, this one does.
  if (healthy !== undefined) await hold(t, place, healthy);
  await t.test('told to end in mid-write, it takes files and mount with it', async (t) => {
    await applyFaults(place, ['nfs-slow']);
    const endsWith = join(place.folder, 'end');
    const { code, stderr, held } = await look({
      ...{ place, endsWith },
      strike: () => writeFile(endsWith, ''),
    });
    t.equal(code, 143, 'as after SIGTERM');
    t.notMatch(stderr, /^left/m);
    t.strictSame(held, []);
  });
});
