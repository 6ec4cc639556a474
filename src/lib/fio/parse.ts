import { amountOf, countOf, fieldsOf, isFields, listOf, textOf } from '#lib/json/fields.ts';
import type { Fields } from '#lib/json/fields.ts';
import { createPieceReader } from '#lib/json/pieces.ts';
import { errorNameFor, errorNameIn } from '#lib/nfs/error-name.ts';
import { sanitise } from '#lib/text/sanitise.ts';
import { latencyOf } from './latency.ts';
import type { FioLatency } from './latency.ts';

export type FioResult = FioMeasured | FioFailed;

export type FioMeasured = {
  readonly kind: 'measured';
  /** `3.33`. */
  readonly version: string;
  readonly read: FioDirection | null;
  readonly write: FioDirection | null;
  /** What was done by when, one for each report on the way and one for the last; seconds grow. */
  readonly steps: { readonly read: readonly FioStep[]; readonly write: readonly FioStep[] };
  /** The first error of a job, which may have ended it early; null without. */
  readonly error: FioError | null;
};

export type FioDirection = {
  readonly bytes: number;
  readonly seconds: number;
  /** Bits per second, as every rate here. */
  readonly bandwidthBps: number;
  readonly iops: number;
  /** From handing a block to the kernel to its end; null where fio gave none, or several jobs did. */
  readonly completion: FioLatency | null;
};

/** Since the start. */
export type FioStep = { readonly bytes: number; readonly seconds: number };

export type FioError = {
  /** `ENOSPC`; null for one without a name here. */
  readonly name: string | null;
  /** What fio said of it outside of its JSON; '' if nothing. */
  readonly text: string;
};

export type FioFailed = {
  readonly kind: 'failed';
  /** No JSON at all, JSON that is none or has no end, JSON of something else, or a run in which nothing was done. */
  readonly reason: 'no-result' | 'broken' | 'not-fio' | 'nothing-done';
  readonly message: string;
  readonly error: FioError | null;
};

/** Some 100 KB a job with all its percentiles. */
const MOST_CHARACTERS = 4 * 1024 * 1024;
const PART_CHARACTERS = 64 * 1024;
const LONGEST_MESSAGE = 300;
const MOST_JOBS = 256;
const MOST_STEPS = 1000;

/** Reads what fio 3.x printed with --output-format=json, text around the JSON included. Never throws. */
export function parseFio(output: string): FioResult {
  const { results, complaint, broken } = contents(output);
  if (results.length > 0) return resultOf(results, complaint);
  const error = complaint === null ? null : errorOf(null, complaint);
  if (broken !== null) return failed('broken', `the output ${broken}`, error);
  return failed('no-result', complaint ?? 'fio printed no result', error);
}

/** Reports on the way have the form of the last, which is the result. */
function resultOf(results: readonly Fields[], complaint: string | null): FioResult {
  const result = results.at(-1) ?? {};
  const version = /^fio-(3\.[\w.-]{1,40})$/.exec(textOf(result, 'fio version') ?? '')?.[1];
  if (version === undefined) return failed('not-fio', 'this is no result of fio 3', null);
  const jobs = jobsOf(result);
  const number = jobs.map((job) => countOf(job, 'error') ?? 0).find((one) => one !== 0);
  const error = number === undefined ? null : errorOf(number, complaint);
  const read = directionOf(jobs, 'read');
  const write = directionOf(jobs, 'write');
  if (read === null && write === null) {
    return failed('nothing-done', complaint ?? 'fio transferred nothing', error);
  }
  const steps = { read: stepsOf(results, 'read'), write: stepsOf(results, 'write') };
  return { kind: 'measured', version, read, write, steps, error };
}

function jobsOf(result: Fields): readonly Fields[] {
  return listOf(result, 'jobs').slice(0, MOST_JOBS);
}

function stepsOf(results: readonly Fields[], direction: 'read' | 'write'): readonly FioStep[] {
  const steps: FioStep[] = [];
  for (const result of results) {
    const { bytes, seconds } = directionOf(jobsOf(result), direction) ?? { bytes: 0, seconds: 0 };
    const last = steps.at(-1) ?? { bytes: 0, seconds: 0 };
    if (seconds > last.seconds && bytes >= last.bytes) steps.push({ bytes, seconds });
  }
  return steps;
}

type Contents = {
  readonly results: readonly Fields[];
  readonly complaint: string | null;
  readonly broken: string | null;
};

/** Objects, and lines of text around them; of very many objects the last. */
function contents(output: string): Contents {
  const reader = createPieceReader(MOST_CHARACTERS);
  const results: Fields[] = [];
  let complaint: string | null = null;
  let broken: string | null = null;
  const text = output.slice(0, 2 * MOST_CHARACTERS);
  for (let start = 0; start <= text.length; start += PART_CHARACTERS) {
    const isLast = start + PART_CHARACTERS > text.length;
    const pieces = reader.push(text.slice(start, start + PART_CHARACTERS));
    for (const piece of isLast ? [...pieces, ...reader.end()] : pieces) {
      if (piece.kind === 'object') keep(results, piece.value);
      else if (piece.kind === 'broken') broken ??= piece.why;
      else complaint ??= complaintIn(piece.text);
    }
  }
  return { results, complaint, broken };
}

function keep(results: Fields[], result: Fields): void {
  if (results.length === MOST_STEPS) results.shift();
  results.push(result);
}

/** Every complaint begins with the name of the program; other lines are notes on how it runs. */
function complaintIn(line: string): string | null {
  const [, text] = /^(?:\S{0,200}\/)?fio: (.{1,2000})/s.exec(line) ?? [];
  if (text === undefined || /^this platform|^waitpid|^terminating on/.test(text)) return null;
  return sanitise(text).trim().slice(0, LONGEST_MESSAGE).toWellFormed();
}

function errorOf(number: number | null, complaint: string | null): FioError {
  const named = number === null ? null : errorNameFor(number);
  return {
    name: named ?? (complaint === null ? null : errorNameIn(complaint)),
    text: complaint ?? '',
  };
}

/** What several jobs did at the same time adds up, their latencies do not. */
function directionOf(jobs: readonly Fields[], direction: 'read' | 'write'): FioDirection | null {
  const halves = jobs.map((job) => fieldsOf(job, direction)).flatMap((half) => halfOf(half) ?? []);
  const [first] = halves;
  if (first === undefined) return null;
  const total = (key: 'bytes' | 'bandwidthBps' | 'iops'): number =>
    halves.reduce((sum, half) => sum + half[key], 0);
  return {
    bytes: total('bytes'),
    seconds: Math.max(...halves.map(({ seconds }) => seconds)),
    bandwidthBps: total('bandwidthBps'),
    iops: total('iops'),
    completion: halves.length === 1 ? first.completion : null,
  };
}

/** `runtime` is in ms, `bw_bytes` in bytes a second, `bw`, which is all that 3.0 has, in KiB a second. */
function halfOf(half: Fields): FioDirection | null {
  const bytes = countOf(half, 'io_bytes');
  const runtimeMs = amountOf(half, 'runtime');
  if (bytes === null || runtimeMs === null || bytes === 0 || runtimeMs === 0) return null;
  const kibibytes = amountOf(half, 'bw');
  const perSecond = amountOf(half, 'bw_bytes') ?? (kibibytes === null ? null : kibibytes * 1024);
  const seconds = runtimeMs / 1000;
  return {
    bytes,
    seconds,
    bandwidthBps: perSecond === null ? (bytes * 8) / seconds : perSecond * 8,
    iops: amountOf(half, 'iops') ?? 0,
    completion: isFields(half['clat_ns']) ? latencyOf(half['clat_ns']) : null,
  };
}

function failed(reason: FioFailed['reason'], message: string, error: FioError | null): FioFailed {
  return { kind: 'failed', reason, message, error };
}
