import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'tap';
import { NotApplicable } from '#core/check.ts';
import { ownFolderName } from '#lib/storage/own-folder.ts';
import { createStorage } from '../../src/io/storage/storage.ts';
import {
  leftIn,
  planOf,
  processesOf,
  runWatched,
  threadsOf,
  underMounts,
} from './storage-world.ts';

const MIB = 1024 * 1024;
const isRoot = process.getuid?.() === 0;

test('random blocks go there and back as they were, and nothing is left', async (t) => {
  const path = t.testdir({ theirs: 'kept' });
  const { run, notes } = await runWatched(planOf(path));
  t.match(run, {
    ...{
      failure: null,
      corruptBlocks: 0,
      left: [],
      requests: [],
      connection: null,
      transport: null,
    },
    write: { bytes: 4 * MIB },
    read: { bytes: 4 * MIB },
    metadata: { count: 200 },
    ...{ ddWriteBps: null, ddReadBps: null },
  });
  t.ok(run.mounted !== null && run.mounted.type.length > 0);
  t.ok((run.fsync?.count ?? 0) > 0 && (run.freeBytes ?? 0) > 0);
  t.strictSame(JSON.parse(JSON.stringify(run)), run, 'plain data');
  const stages = ['mount', 'prepare', 'write', 'sync', 'read', 'metadata', 'fsync', 'remove'];
  t.strictSame(
    notes.filter((note) => !note.includes(' ')),
    stages,
  );
  t.strictSame(leftIn(path), []);
});

test('a rate that is known ends a direction early', async (t) => {
  const path = t.testdir({});
  const bounds = { pass: 2000, fail: 1000 };
  const many = { mostBytes: 100_000 * MIB, blockBytes: MIB, bounds };
  const { run } = await runWatched(planOf(path, many));
  t.equal(run.failure, null);
  t.ok(run.write !== null && run.write.bytes < 20_000 * MIB && run.write.seconds >= 1);
  t.ok(run.read !== null && run.read.bytes <= (run.write?.bytes ?? 0));
  t.strictSame(leftIn(path), []);
});

test('a direction has its seconds, where its rate stays open', async (t) => {
  const path = t.testdir({});
  const wide = { pass: 1e15, fail: 1 };
  const { run } = await runWatched(
    planOf(path, { mostBytes: 100_000 * MIB, mostSeconds: 1, bounds: wide }),
  );
  t.equal(run.failure, null);
  t.ok(run.write !== null && run.write.seconds >= 1 && run.write.seconds < 4);
});

test('all of it, and dd beside it, where all is asked for', async (t) => {
  const path = t.testdir({});
  const bounds = { pass: 2000, fail: 1000 };
  const { run } = await runWatched(planOf(path, { isFull: true, bounds, mostBytes: 8 * MIB }));
  t.match(run, { failure: null, write: { bytes: 8 * MIB }, read: { bytes: 8 * MIB } });
  t.ok((run.ddWriteBps ?? 0) > 0 && (run.ddReadBps ?? 0) > 0);
  t.strictSame(leftIn(path), []);
});

test('a folder that is not there is told', async (t) => {
  const { run } = await runWatched(planOf(join(t.testdir({}), 'none')));
  t.match(run, { failure: { stage: 'prepare', kind: 'not-there', text: 'ENOENT' }, write: null });
});

test('a folder that cannot be written to is told', async (t) => {
  const path = t.testdir({});
  if (isRoot) {
    const readOnly = underMounts(planOf(path), `mount --bind -o ro ${path} ${path}`);
    t.match(readOnly.failure, { stage: 'prepare', kind: 'read-only', text: 'EROFS' });
  } else {
    chmodSync(path, 0o500);
    const { run } = await runWatched(planOf(path));
    t.match(run.failure, { stage: 'prepare', kind: 'not-permitted', text: 'EACCES' });
    chmodSync(path, 0o700);
  }
});

test('a quarter of what is free is all that is ever filled', (t) => {
  if (!isRoot) {
    t.comment('only root can mount a small file system');
    t.end();
    return;
  }
  const path = t.testdir({});
  const tiny = underMounts(planOf(path), `mount -t tmpfs -o size=200k tmpfs ${path}`);
  t.match(tiny.failure, { stage: 'prepare', kind: 'no-room' });
  const small = underMounts(planOf(path), `mount -t tmpfs -o size=4m tmpfs ${path}`);
  t.match(small, { failure: null, write: { bytes: MIB }, left: [] });
  t.end();
});

test('what a killed run of this host left is removed; what is not ours is not', async (t) => {
  const path = t.testdir({});
  const ours = ownFolderName(hostname(), 4_000_000_000);
  // Another program has the number by now.
  const reused = ownFolderName(hostname(), process.pid);
  const theirs = [
    ownFolderName('another-host', 4_000_000_000),
    `${ownFolderName(hostname(), 7)}.kept`,
    'hybrid-preflight',
  ];
  for (const name of [ours, reused, ...theirs]) {
    mkdirSync(join(path, name));
    writeFileSync(join(path, name, 'data'), 'x');
  }
  const { run } = await runWatched(planOf(path));
  t.match(run, { failure: null, left: [] });
  t.strictSame(leftIn(path).toSorted(), theirs.slice(0, 2).toSorted());
});

test('the number of a thread of ours is no process that still runs', async (t) => {
  const busy = t.testdir({});
  const abort = new AbortController();
  const asked = runWatched(planOf(busy, LONG), abort.signal).catch(() => undefined);
  while (leftIn(busy).length === 0) await sleep(10);
  const [worker = 0] = processesOf(busy);
  const thread = threadsOf(worker).find((one) => one !== worker) ?? 0;
  const path = mkdtempSync(join(tmpdir(), 'storage-'));
  t.teardown(() => {
    rmSync(path, { recursive: true });
  });
  const [dead, alive] = [ownFolderName(hostname(), thread), ownFolderName(hostname(), worker)];
  for (const name of [dead, alive]) mkdirSync(join(path, name));
  await runWatched(planOf(path));
  t.strictSame(leftIn(path), [alive]);
  abort.abort();
  await asked;
});

const LONG = { mostBytes: 100_000 * MIB, mostSeconds: 60, blockBytes: MIB };

test('told to end, it takes its files away first, and says no more', async (t) => {
  const path = t.testdir({});
  const abort = new AbortController();
  const asked = runWatched(planOf(path, LONG), abort.signal);
  while (leftIn(path).length === 0) await sleep(10);
  await sleep(300);
  const startedMs = performance.now();
  abort.abort(new Error('enough'));
  await t.rejects(asked, { message: 'enough' });
  t.ok(performance.now() - startedMs < 3500);
  t.strictSame(leftIn(path), []);
  t.strictSame(processesOf(path), []);
});

test('it begins nothing that it is told not to', async (t) => {
  const path = t.testdir({});
  await t.rejects(runWatched(planOf(path), AbortSignal.abort(new Error('early'))), {
    message: 'early',
  });
  t.strictSame(leftIn(path), []);
});

test('a process that stands still is noticed, and ended', async (t) => {
  const path = t.testdir({});
  const asked = runWatched(planOf(path, { ...LONG, stallMs: 1000 }));
  while (leftIn(path).length === 0) await sleep(10);
  for (const pid of processesOf(path)) process.kill(pid, 'SIGSTOP');
  const { run } = await asked;
  t.match(run.failure, { kind: 'hung', text: /nothing came back/ });
  t.equal(run.left.length, 1, 'it says what it could not take away');
  t.strictSame(processesOf(path), []);
  await runWatched(planOf(path));
  t.strictSame(leftIn(path), []);
});

test('a process that falls is told, and what it left is removed by the next', async (t) => {
  const path = t.testdir({});
  const asked = runWatched(planOf(path, LONG));
  while (leftIn(path).length === 0) await sleep(10);
  for (const pid of processesOf(path)) process.kill(pid, 'SIGKILL');
  const { run } = await asked;
  t.match(run.failure, { kind: 'ended', text: 'killed' });
  t.equal(leftIn(path).length, 1);
  await runWatched(planOf(path));
  t.strictSame(leftIn(path), []);
});

test('only root mounts: for anybody else there is nothing to measure', async (t) => {
  t.intercept(process, 'getuid', { value: () => 1000 });
  const place = { server: '127.0.0.1', exportPath: '/x', options: '', port: 2049 };
  const plan = { ...planOf('/'), place: { kind: 'export', ...place } } as const;
  const { signal } = new AbortController();
  await t.rejects(
    createStorage().run(plan, () => undefined, signal),
    NotApplicable,
  );
});
