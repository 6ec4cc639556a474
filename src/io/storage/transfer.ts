import { constants, type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { StoragePlan, StorageStage, Transfer } from '#core/storage.ts';
import type { Blocks } from '#lib/storage/blocks.ts';
import { createSampler } from '#lib/storage/sampler.ts';
import { rateOfTransfer, storageVerdict } from '#lib/storage/verdict.ts';
import { alignedBuffers } from './aligned-buffers.ts';
import { ending } from './ending.ts';
import { tell } from './messages.ts';

const REPORT_MS = 200;

/** Before so much has gone, a rate is that of the start. */
const LEAST_SECONDS = 1;

/** Opens the file without the page cache where the file system can; NFS always can. */
export async function openDirect(
  folder: string,
  flags: number,
): Promise<{ readonly file: FileHandle; readonly isDirect: boolean }> {
  const path = join(folder, 'data');
  try {
    return { file: await open(path, flags | constants.O_DIRECT, 0o600), isDirect: true };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EINVAL') throw error;
    return { file: await open(path, flags, 0o600), isDirect: false };
  }
}

interface Moving {
  readonly stage: StorageStage & ('write' | 'read');
  readonly plan: StoragePlan;
  readonly mostBytes: number;
  /** Memory that the file takes; one piece for each block under way. */
  readonly buffers: readonly Buffer[];
  readonly move: (buffer: Buffer, number: number) => Promise<void>;
}

/** Moves blocks, several at once, until the rate is known well enough or the budget is spent. */
async function transfer(moving: Moving): Promise<Transfer> {
  const { plan, mostBytes, buffers, move } = moving;
  const blocks = Math.max(1, Math.floor(mostBytes / plan.blockBytes));
  const pace = createPace(moving, blocks);
  let next = 0;
  let isOver = false;
  const slot = async (buffer: Buffer): Promise<void> => {
    while (next < blocks && !isOver) {
      ending.throwIfAborted();
      const number = next;
      next += 1;
      await move(buffer, number);
      isOver ||= pace.add();
    }
  };
  try {
    // What is still under way when the rate is known may cast doubt on it again.
    do {
      isOver = false;
      await Promise.all(buffers.slice(0, blocks - next).map(slot));
    } while (next < blocks && !pace.isEnough());
  } finally {
    isOver = true;
  }
  return pace.transfer();
}

/** Counts blocks and tells of them now and then; `add` returns whether they are enough. */
function createPace(
  { stage, plan }: Moving,
  blocks: number,
): { add(): boolean; isEnough(): boolean; transfer(): Transfer } {
  const { blockBytes, mostSeconds, bounds, confidence, isFull } = plan;
  const sampler = createSampler();
  const startedMs = performance.now();
  let done = 0;
  let reportedMs = 0;
  const transferred = (): Transfer => sampler.transfer((performance.now() - startedMs) / 1000);
  const isEnough = (): boolean => {
    const moved = transferred();
    if (isFull || moved.seconds < LEAST_SECONDS) return false;
    const verdict = storageVerdict(rateOfTransfer(moved, confidence), bounds);
    return verdict !== 'undecided' || moved.seconds >= mostSeconds;
  };
  const report = (): void => {
    const { bytes, seconds } = transferred();
    const fraction = Math.max(done / blocks, isFull ? 0 : seconds / mostSeconds);
    const note = `${stage} ${(bytes / seconds / 1e6).toFixed(0)} MB/s`;
    tell({ report: 'progress', fraction: Math.min(1, fraction), note });
  };
  return {
    transfer: transferred,
    isEnough,
    add: () => {
      done += 1;
      const nowMs = performance.now();
      sampler.add(blockBytes, (nowMs - startedMs) / 1000);
      if (nowMs - reportedMs < REPORT_MS) return false;
      reportedMs = nowMs;
      report();
      return isEnough();
    },
  };
}

interface Work {
  readonly plan: StoragePlan;
  readonly mostBytes: number;
  readonly blocks: Blocks;
}

/** Writes blocks as the plan says. Returns what went, without what the server still has in its memory. */
export async function writeBlocks(
  file: FileHandle,
  { plan, mostBytes, blocks }: Work,
): Promise<Transfer> {
  const { blockBytes, inFlight } = plan;
  const tryOne = (buffer: Buffer): Promise<unknown> => file.write(buffer, 0, buffer.length, 0);
  const pools = await alignedBuffers({ bytes: blocks.poolBytes, count: inFlight }, tryOne);
  for (const pool of pools) blocks.fill(pool);
  return transfer({
    ...{ stage: 'write', plan, mostBytes, buffers: pools },
    move: async (pool, number) => {
      const block = blocks.take(pool, number);
      const { bytesWritten } = await file.write(block, 0, blockBytes, number * blockBytes);
      if (bytesWritten !== blockBytes) throw shortened('write', bytesWritten);
    },
  });
}

/** Reads them again, and counts those that are not what was written. */
export async function readBlocks(
  file: FileHandle,
  { plan, mostBytes, blocks }: Work,
): Promise<{ readonly transfer: Transfer; readonly corruptBlocks: number }> {
  const { blockBytes, inFlight } = plan;
  const expected = Buffer.allocUnsafeSlow(blocks.poolBytes);
  blocks.fill(expected);
  let corruptBlocks = 0;
  const tryOne = (buffer: Buffer): Promise<unknown> => file.read(buffer, 0, buffer.length, 0);
  const buffers = await alignedBuffers({ bytes: blockBytes, count: inFlight }, tryOne);
  const moved = await transfer({
    ...{ stage: 'read', plan, mostBytes, buffers },
    // What the block before left in the buffer has another number: it is not taken for this one.
    move: async (buffer, number) => {
      const { bytesRead } = await file.read(buffer, 0, blockBytes, number * blockBytes);
      const isWhole = bytesRead === blockBytes && blocks.take(expected, number).equals(buffer);
      if (!isWhole) corruptBlocks += 1;
    },
  });
  return { transfer: moved, corruptBlocks };
}

function shortened(what: string, bytes: number): NodeJS.ErrnoException {
  return Object.assign(new Error(`${what} stopped after ${bytes} bytes`), { code: 'ENOSPC' });
}
