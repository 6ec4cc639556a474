import { join } from 'node:path';
import type { StorageFailure, StoragePlan, StorageStage, Transfer } from '#core/storage.ts';
import { ddReadArguments, ddWriteArguments } from '#lib/dd/arguments.ts';
import { parseDd } from '#lib/dd/parse.ts';
import { fioArguments } from '#lib/fio/arguments.ts';
import { parseFio } from '#lib/fio/parse.ts';
import { fileFailureOf } from '#lib/nfs/write-failure.ts';
import { execute } from '../exec.ts';
import { ending as signal } from './ending.ts';
import { StageFailed } from './mounting.ts';

/** How long the program may take. */
type Patience = { readonly timeoutMs: number };

/** The recipe's own number: dd over the same mount, in bits per second; null where dd did not say. */
export async function runDd(
  folder: string,
  direction: 'write' | 'read',
  { blockBytes, mostBytes, timeoutMs }: StoragePlan & Patience,
): Promise<number | null> {
  const options = {
    path: join(folder, 'dd'),
    blockBytes,
    blocks: Math.max(1, Math.floor(mostBytes / blockBytes)),
    isDirect: true,
  };
  const args = direction === 'write' ? ddWriteArguments(options) : ddReadArguments(options);
  const outcome = await execute('dd', args, { timeoutMs, signal });
  if (outcome.kind === 'not-found') return null;
  const { rateBps, complaint } = parseDd(outcome.kind === 'exited' ? outcome.stderr : '');
  if (complaint !== null) throw new StageFailed(failed('dd', complaint.name, complaint.text));
  return rateBps;
}

/** One direction by fio, in the place of our own. */
export async function runFio(
  folder: string,
  direction: 'write' | 'read',
  { timeoutMs, ...plan }: StoragePlan & Patience,
): Promise<Transfer> {
  const args = fioArguments({
    ...{ direction, directory: folder, file: 'data', blockBytes: plan.blockBytes },
    ...{ sizeBytes: plan.mostBytes, depth: plan.inFlight, engine: 'libaio' },
    ...{ mostSeconds: plan.mostSeconds, isDirect: true },
  });
  const outcome = await execute('fio', args, { timeoutMs, signal });
  if (outcome.kind === 'not-found') {
    throw new StageFailed({ stage: direction, kind: 'no-fio', text: 'fio is not installed' });
  }
  const result = parseFio(outcome.kind === 'exited' ? outcome.stdout + outcome.stderr : '');
  const error = result.error;
  if (error !== null) throw new StageFailed(failed(direction, error.name, error.text));
  if (result.kind === 'failed') throw new StageFailed(failed(direction, null, result.message));
  const done = result[direction];
  if (done === null) throw new StageFailed(failed(direction, null, 'fio did nothing'));
  const { bytes, seconds, bandwidthBps } = done;
  return { bytes, seconds, samples: [{ startS: 0, seconds, bps: bandwidthBps }] };
}

function failed(stage: StorageStage, name: string | null, text: string): StorageFailure {
  return { stage, kind: fileFailureOf(name ?? '', { isDirect: true }).kind, text };
}
