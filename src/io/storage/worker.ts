import { randomBytes } from 'node:crypto';
import { constants, mkdir, opendir, statfs } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { StoragePlan, StorageRun, StorageStage, Transfer } from '#core/storage.ts';
import type { MountStats } from '#lib/mounts/mount-stats.ts';
import { difference } from '#lib/mounts/stats-difference.ts';
import { serverOf } from '#lib/nfs/server-of-mount.ts';
import { fileFailureOf } from '#lib/nfs/write-failure.ts';
import { type Blocks, createBlocks } from '#lib/storage/blocks.ts';
import { ownerOf, ownFolderName } from '#lib/storage/own-folder.ts';
import { ending, listenForEnd } from './ending.ts';
import { runDd, runFio } from './engines.ts';
import { tell } from './messages.ts';
import {
  isRunning,
  mountedAt,
  mountExport,
  type Mounted,
  removeFolder,
  StageFailed,
  sweepMountPoints,
  unmount,
} from './mounting.ts';
import { metadataOperations, syncOperations } from './small-operations.ts';
import { openDirect, readBlocks, writeBlocks } from './transfer.ts';
import { statsOf, watchConnection } from './watch-connection.ts';

// The process of one test: it mounts, measures and takes all away again, and tells what it knows line by line, so that
// it may be ended at any moment.

/** A share of what is free may be filled, and no more: others write there too. */
const SHARE_OF_FREE = 0.25;
/** Of an export with very many names only so many are looked at for what an earlier run has left. */
const MOST_NAMES = 20_000;
/** dd shall have the time of our own transfer several times over. */
const DD_PATIENCE = 4;

let stage: StorageStage = 'mount';

async function main(plan: StoragePlan): Promise<void> {
  let mounted: Mounted | undefined;
  try {
    mounted = await mountPlace(plan);
    await measureIn(mounted, plan);
  } catch (error) {
    // To be told to end is no failure of what is tested.
    if (!ending.aborted) part({ failure: failureOf(error) });
  }
  if (mounted !== undefined && plan.place.kind === 'export') {
    enter('unmount', plan.stallMs);
    await unmount(mounted.path);
  }
  tell({ report: 'end' });
}

function enter(next: StorageStage, patienceMs: number): void {
  stage = next;
  tell({ report: 'stage', stage, patienceMs });
}

function part(known: Partial<StorageRun>): void {
  tell({ report: 'part', part: known });
}

async function mountPlace({ place, stallMs }: StoragePlan): Promise<Mounted> {
  // mount(8) has its own end; the process that waits gives it a little longer.
  enter('mount', stallMs * 2);
  if (place.kind === 'folder') {
    const there = await mountedAt(place.path);
    part({ mounted: there.mounted });
    return there;
  }
  await sweepMountPoints();
  const mounted = await mountExport(place, stallMs);
  part({ mounted: mounted.mounted });
  return mounted;
}

async function measureIn(mounted: Mounted, plan: StoragePlan): Promise<void> {
  const { path } = mounted;
  enter('prepare', plan.stallMs);
  await sweepFolders(path);
  const { bavail, bsize } = await statfs(path);
  const freeBytes = bavail * bsize;
  part({ freeBytes });
  const mostBytes = Math.min(plan.mostBytes, Math.floor(freeBytes * SHARE_OF_FREE));
  if (mostBytes < plan.blockBytes) {
    const text = `${freeBytes} bytes are free there`;
    throw new StageFailed({ stage, kind: 'no-room', text });
  }
  const folder = join(path, ownFolderName(hostname(), process.pid));
  await mkdir(folder, { mode: 0o700 });
  part({ left: [ownFolderName(hostname(), process.pid)] });
  try {
    await measureAll(folder, { mounted, plan: { ...plan, mostBytes } });
  } finally {
    const failedIn = stage;
    enter('remove', plan.stallMs);
    if (await removeFolder(folder)) part({ left: [] });
    stage = failedIn;
  }
}

/** What earlier runs of this host left when they were killed. */
async function sweepFolders(path: string): Promise<void> {
  let seen = 0;
  for await (const { name } of await opendir(path)) {
    seen += 1;
    if (seen > MOST_NAMES) return;
    const owner = ownerOf(name, hostname());
    if (owner === undefined) continue;
    // In a container the process before this one may have had its number.
    const isLeft = owner === process.pid || !(await isRunning(owner));
    if (isLeft) await removeFolder(join(path, name));
  }
}

interface Place {
  readonly mounted: Mounted;
  readonly plan: StoragePlan;
}

async function measureAll(folder: string, { mounted, plan }: Place): Promise<void> {
  const { stallMs } = plan;
  const before = await statsOf(mounted.mountPath);
  const server = serverOf(mounted.mounted);
  const onSeen = (connection: StorageRun['connection']): void => {
    part({ connection });
  };
  const watching = server === null ? undefined : watchConnection(server, onSeen);
  const write = await (plan.engine === 'fio' ? byFio : byOurselves)(folder, plan).finally(
    async () => {
      if (watching !== undefined) part({ connection: await watching.end() });
    },
  );
  part(requestsOf(before, await statsOf(mounted.mountPath)));
  enter('metadata', stallMs);
  part({ metadata: await metadataOperations(folder) });
  enter('fsync', stallMs);
  part({ fsync: await syncOperations(folder) });
  if (plan.isFull) await byDd(folder, plan, write);
}

function requestsOf(
  before: MountStats | null,
  after: MountStats | null,
): Pick<StorageRun, 'requests' | 'transport'> {
  const compared = before === null || after === null ? null : difference(before, after);
  if (compared?.kind !== 'difference') return { requests: [], transport: null };
  const { operations, transport } = compared;
  const requests = operations.map(
    ({ name, count, retransmissions, meanQueueMs, meanRttMs, meanExecuteMs }) => ({
      ...{ name, count, retransmissions, meanQueueMs, meanRttMs, meanExecuteMs },
    }),
  );
  if (transport === null) return { requests, transport };
  const { connections, connects: reconnects, meanBacklog } = transport;
  return { requests, transport: { connections, reconnects, meanBacklog } };
}

async function byOurselves(folder: string, plan: StoragePlan): Promise<Transfer> {
  const { blockBytes, stallMs } = plan;
  const blocks = createBlocks(randomBytes, blockBytes);
  enter('write', stallMs);
  const { O_CREAT, O_EXCL, O_WRONLY, O_RDONLY } = constants;
  const { file, isDirect } = await openDirect(folder, O_CREAT | O_EXCL | O_WRONLY);
  part({ isDirect });
  try {
    const write = await writeBlocks(file, { plan, mostBytes: plan.mostBytes, blocks });
    part({ write });
    enter('sync', stallMs);
    await file.sync();
    await readBack(folder, { plan, blocks, write, flags: O_RDONLY });
    return write;
  } finally {
    await file.close();
  }
}

interface ReadingBack {
  readonly plan: StoragePlan;
  readonly blocks: Blocks;
  readonly write: Transfer;
  readonly flags: number;
}

async function readBack(
  folder: string,
  { plan, blocks, write, flags }: ReadingBack,
): Promise<void> {
  enter('read', plan.stallMs);
  const { file } = await openDirect(folder, flags);
  try {
    const read = await readBlocks(file, { plan, mostBytes: write.bytes, blocks });
    part({ read: read.transfer, corruptBlocks: read.corruptBlocks });
  } finally {
    await file.close();
  }
}

async function byFio(folder: string, plan: StoragePlan): Promise<Transfer> {
  const timeoutMs = plan.mostSeconds * 1000 + plan.stallMs;
  enter('write', timeoutMs);
  const write = await runFio(folder, 'write', { ...plan, timeoutMs });
  part({ write, isDirect: true });
  enter('read', timeoutMs);
  part({ read: await runFio(folder, 'read', { ...plan, mostBytes: write.bytes, timeoutMs }) });
  return write;
}

async function byDd(folder: string, plan: StoragePlan, write: Transfer): Promise<void> {
  const timeoutMs = plan.stallMs + DD_PATIENCE * write.seconds * 1000;
  enter('dd', timeoutMs);
  part({ ddWriteBps: await runDd(folder, 'write', { ...plan, timeoutMs }) });
  enter('dd', timeoutMs);
  part({ ddReadBps: await runDd(folder, 'read', { ...plan, timeoutMs }) });
}

function failureOf(error: unknown): StorageRun['failure'] {
  if (error instanceof StageFailed) return error.failure;
  const { code, message } = error as NodeJS.ErrnoException;
  const { kind, name } = fileFailureOf(code, { isDirect: stage === 'write' || stage === 'read' });
  return { stage, kind, text: name ?? message };
}

listenForEnd();
await main(JSON.parse(process.argv[2] ?? '') as StoragePlan);
