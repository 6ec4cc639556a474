import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Test, test } from 'tap';
import type { Transfer } from '#core/storage.ts';
import { leftIn, planOf, processesOf, runWatched, underMounts } from './storage-world.ts';

const KIB = 1024;
const MIB = KIB * KIB;
const FIO = { engine: 'fio', mostSeconds: 2, blockBytes: 64 * KIB } as const;

const REAL_FIO = '/usr/bin/fio';

test('fio writes and reads a folder of a disk, and its own numbers are what is told', async (t) => {
  const path = t.testdir({ theirs: 'kept' });
  const { run, notes } = await runWatched(planOf(path, FIO));
  t.match(run, { failure: null, isDirect: true, corruptBlocks: null, left: [] });
  for (const transfer of [run.write, run.read]) isOfFio(t, transfer);
  t.ok((run.metadata?.count ?? 0) > 0 && (run.fsync?.count ?? 0) > 0, 'the rest is our own');
  t.notOk(notes.includes('sync'), 'fio syncs by itself, in its own time');
  t.strictSame(leftIn(path), []);
});

function isOfFio(t: Test, transfer: Transfer | null): void {
  if (transfer === null) throw new Error('fio told nothing');
  const { bytes, seconds, samples } = transfer;
  t.equal(bytes, 4 * MIB);
  t.ok(seconds > 0 && seconds < FIO.mostSeconds + 1, `${seconds} s`);
  const bits = samples.reduce((sum, sample) => sum + sample.bps * sample.seconds, 0);
  t.ok(Math.abs(bits / 8 - bytes) < 1, `${bits} bits in the samples, ${bytes} bytes`);
}

test('its seconds end it', async (t) => {
  const path = t.testdir({});
  const much = { mostBytes: 1_000_000 * MIB, mostSeconds: 1, blockBytes: 4 * KIB, inFlight: 1 };
  const { run } = await runWatched(planOf(path, { ...FIO, ...much }));
  t.equal(run.failure, null);
  t.ok(run.write !== null && run.write.seconds >= 0.9 && run.write.seconds < 3);
  t.ok((run.write?.samples.length ?? 0) >= 10, 'enough to tell how steady it is');
  t.strictSame(leftIn(path), []);
});

/** As it is after `apt-get remove fio`. */
test('a host without fio says nothing of the storage', (t) => {
  if (isNobody(t)) return;
  const path = t.testdir({});
  const asked = (): unknown => underMounts(planOf(path, FIO), 'mount -t tmpfs tmpfs /usr/bin');
  t.throws(asked, { message: /CannotMeasure: .*fio to measure: it is not installed here/ });
  t.strictSame(leftIn(path), []);
  t.end();
});

const broken = [
  ['2.x', `echo '{"fio version" : "fio-2.21", "jobs" : []}'`, /no result of fio 3/],
  ['before JSON', `exec ${REAL_FIO} --nonsense`, /unrecognized option/],
  ['without its engine', `exec ${REAL_FIO} "$@" --ioengine=nonesuch`, /nonesuch/],
  ['without a word', 'exit 127', /printed no result/],
] as const;

for (const [what, script, message] of broken) {
  test(`a fio that does not work says nothing of the storage either: ${what}`, async (t) => {
    const path = t.testdir({});
    useFio(t, script);
    const fix = /apt-get install fio/;
    await t.rejects(runWatched(planOf(path, FIO)), { name: 'CannotMeasure', message, fix });
    t.strictSame(leftIn(path), []);
  });
}

test('a disk that fills up while fio writes is full, and what fio wrote is taken away', (t) => {
  if (isNobody(t)) return;
  const path = t.testdir({});
  const plan = planOf(path, FIO);
  // Between the look at what is free and the first block somebody else takes the room.
  const fio = fioSaying(t, `mount -o remount,size=1m ${path}; exec ${REAL_FIO} "$@" --direct=0`);
  const mount = `mount -t tmpfs -o size=64m tmpfs ${path}`;
  const run = underMounts(plan, mount, `${fio}:${process.env['PATH'] ?? ''}`);
  t.match(run.failure, { stage: 'write', kind: 'no-space', text: /No space left/ });
  t.match(run, { freeBytes: 64 * MIB, write: null, read: null, left: [] });
  t.end();
});

test('a fio that does not come to its end is ended', async (t) => {
  const path = t.testdir({});
  useFio(t, 'exec sleep 60');
  const { run } = await runWatched(planOf(path, { ...FIO, mostSeconds: 1, stallMs: 1000 }));
  t.match(run.failure, { stage: 'write', kind: 'hung' });
  t.strictSame(leftIn(path), []);
  t.strictSame(processesOf(path), []);
});

/** Ends a test of mounts where nobody may mount. */
function isNobody(t: Test): boolean {
  if (process.getuid?.() === 0) return false;
  t.comment('only root can mount');
  t.end();
  return true;
}

/** A folder whose `fio` is this script. */
function fioSaying(t: Test, script: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'fio-'));
  t.teardown(() => {
    rmSync(folder, { recursive: true });
  });
  writeFileSync(join(folder, 'fio'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return folder;
}

function useFio(t: Test, script: string): void {
  const before = process.env['PATH'];
  process.env['PATH'] = `${fioSaying(t, script)}:${before ?? ''}`;
  t.teardown(() => (process.env['PATH'] = before));
}
