import { join } from 'node:path';
import type { StorageFailure, StoragePlan, StorageStage, Transfer } from '#core/storage.ts';
import { ddReadArguments, ddWriteArguments } from '#lib/dd/arguments.ts';
import { parseDd } from '#lib/dd/parse.ts';
import { fioArguments } from '#lib/fio/arguments.ts';
import { type FioFailed, type FioResult, parseFio } from '#lib/fio/parse.ts';
import { samplesOf } from '#lib/fio/samples.ts';
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
  if (outcome.kind === 'timeout') throw new StageFailed(hung('dd', outcome.afterMs));
  const { rateBps, complaint } = parseDd(outcome.kind === 'exited' ? outcome.stderr : '');
  if (complaint !== null) throw new StageFailed(failed('dd', complaint));
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
    ...{ mostSeconds: plan.mostSeconds, isDirect: true, reportMs: reportMsOf(plan) },
  });
  const outcome = await execute('fio', args, { timeoutMs, signal });
  if (outcome.kind === 'timeout') throw new StageFailed(hung(direction, outcome.afterMs));
  if (outcome.kind === 'not-found' || outcome.kind === 'forbidden') {
    throw noFio(direction, 'it is not installed here');
  }
  const result = parseFio(outcome.kind === 'exited' ? outcome.stdout + outcome.stderr : '');
  return doneBy(result, direction);
}

/** Some seven kilobytes a report: a hundred tell how steady the rate is, and stay far from what is read of a program. */
const REPORTS = 100;
const LEAST_REPORT_MS = 50;

function reportMsOf({ mostSeconds }: StoragePlan): number {
  return Math.max(LEAST_REPORT_MS, Math.round((mostSeconds * 1000) / REPORTS));
}

/** Throws StageFailed: for a file that could not be written or read, and for a fio that does not work. */
function doneBy(result: FioResult, direction: 'write' | 'read'): Transfer {
  const { error } = result;
  if (result.kind === 'failed' && isOfFio(result)) throw noFio(direction, result.message);
  if (error !== null) throw new StageFailed(failed(direction, error));
  const done = result.kind === 'failed' ? null : result[direction];
  if (result.kind === 'failed' || done === null) throw noFio(direction, 'it did nothing');
  const { bytes, seconds } = done;
  return { bytes, seconds, samples: samplesOf(result.steps[direction]) };
}

/** Without a word of the file it is too old, or refuses its arguments; an engine is a file of its own. */
function isOfFio({ reason, message, error }: FioFailed): boolean {
  if (reason === 'nothing-done') return false;
  return (error?.name ?? null) === null || /engine|dlopen/.test(message);
}

type Complaint = { readonly name: string | null; readonly text: string };

function failed(stage: StorageStage, { name, text }: Complaint): StorageFailure {
  return {
    stage,
    kind: fileFailureOf(name ?? '', { isDirect: true }).kind,
    text: text || (name ?? ''),
  };
}

function hung(stage: StorageStage, afterMs: number): StorageFailure {
  return { stage, kind: 'hung', text: `no end after ${afterMs / 1000} s` };
}

function noFio(stage: StorageStage, why: string): StageFailed {
  return new StageFailed({ stage, kind: 'no-fio', text: why });
}
