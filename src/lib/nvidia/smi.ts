import type { ProgramRun } from '#core/program-run.ts';
import { sanitise } from '../text/sanitise.ts';

/** One GPU that the driver has. What it cannot say is null. */
export type NvidiaGpu = {
  readonly index: number;
  readonly name: string;
  readonly uuid: string;
  readonly driver: string;
  readonly memoryMib: number | null;
  /** As the kernel writes it: `0000:3b:00.0`. */
  readonly busId: string;
  /** Uncorrected errors of its memory since the driver was loaded; null without ECC. */
  readonly eccErrors: number | null;
  readonly mig: 'on' | 'off' | null;
};

/** What nvidia-smi said, whatever it was. */
export type SmiAnswer =
  /** `lost` are devices that it names as gone; `unread` counts lines that are no GPU. */
  | {
      readonly kind: 'gpus';
      readonly gpus: readonly NvidiaGpu[];
      readonly lost: readonly string[];
      readonly unread: number;
    }
  | { readonly kind: 'absent' }
  | { readonly kind: 'silent'; readonly afterMs: number }
  | { readonly kind: 'no-communication' }
  /** The library's version, where it is said. */
  | { readonly kind: 'version-mismatch'; readonly library: string | null }
  | { readonly kind: 'no-permission' }
  | { readonly kind: 'unclear'; readonly said: string };

/** No board holds more; anything beyond is not what was asked for. */
const MOST_GPUS = 64;
const MOST_SAID = 200;

/** Reads what `nvidia-smi --query-gpu=… --format=csv,noheader,nounits` printed. Never throws. */
export function readSmi(run: ProgramRun): SmiAnswer {
  switch (run.kind) {
    case 'not-found':
      return { kind: 'absent' };
    case 'timeout':
      return { kind: 'silent', afterMs: run.afterMs };
    case 'failed':
      return { kind: 'unclear', said: run.why };
    case 'exited':
      return complaintOf(`${run.stdout}\n${run.stderr}`) ?? readRows(run);
  }
}

/** Its complaints go to standard output as well as to standard error, by version. */
function complaintOf(text: string): SmiAnswer | undefined {
  if (/couldn't communicate with the NVIDIA driver/i.test(text))
    return { kind: 'no-communication' };
  if (/Driver\/library version mismatch/i.test(text)) {
    const [, library] = /NVML library version: ([\d.]{1,20})/.exec(text) ?? [];
    return { kind: 'version-mismatch', library: library ?? null };
  }
  if (/Insufficient Permissions/i.test(text)) return { kind: 'no-permission' };
  return undefined;
}

function readRows({ code, stdout, stderr }: Extract<ProgramRun, { kind: 'exited' }>): SmiAnswer {
  const lines = stdout.split('\n').filter((line) => line.trim() !== '');
  const gpus = lines.slice(0, MOST_GPUS).flatMap((line) => gpuOf(line) ?? []);
  const lost = lostIn(`${stdout}\n${stderr}`);
  const isEmpty = /No devices were found/i.test(stdout + stderr);
  if (gpus.length === 0 && lost.length === 0 && !isEmpty) {
    const first = sanitise(`${stdout}\n${stderr}`.trim().split('\n')[0] ?? '').slice(0, MOST_SAID);
    return { kind: 'unclear', said: first === '' ? `nothing, and ended with ${code}` : first };
  }
  const unread = lines.length - gpus.length - (lost.length > 0 || isEmpty ? 1 : 0);
  return { kind: 'gpus', gpus, lost, unread: Math.max(0, unread) };
}

/** `Unable to determine the device handle for GPU0000:3B:00.0: Unknown Error`, in the spellings of several years. */
function lostIn(text: string): readonly string[] {
  const pattern =
    /device handle for GPU\s?(?:\d+:\s*)?([0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7])/gi;
  const found = [...text.slice(0, 65_536).matchAll(pattern)].map(([, busId = '']) =>
    kernelBusId(busId),
  );
  return [...new Set(found)].slice(0, MOST_GPUS);
}

/** Index, name, UUID, driver, memory, bus id, ECC errors, and MIG where it was asked for. */
const SHAPES = [
  ...[/^\d{1,3}$/, /^/, /^/, /^\d{1,5}(\.\d{1,5}){1,3}$/, /^/],
  ...[/^[0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}\.[0-7]$/i, /^/],
];

function gpuOf(line: string): NvidiaGpu | undefined {
  const cells = line.split(',').map((cell) => cell.trim());
  const isWhole = cells.length === SHAPES.length || cells.length === SHAPES.length + 1;
  const isRow = isWhole && SHAPES.every((shape, index) => shape.test(cells[index] ?? ''));
  return isRow ? gpuIn(cells) : undefined;
}

function gpuIn(cells: readonly string[]): NvidiaGpu {
  const at = (index: number): string => cells[index] ?? '';
  return {
    index: Number(at(0)),
    name: sanitise(at(1)).slice(0, 80),
    uuid: sanitise(at(2)).slice(0, 80),
    driver: at(3),
    memoryMib: countOf(at(4)),
    busId: kernelBusId(at(5)),
    eccErrors: countOf(at(6)),
    mig: migOf(at(7)),
  };
}

function migOf(cell: string): NvidiaGpu['mig'] {
  if (cell === 'Enabled') return 'on';
  return cell === 'Disabled' ? 'off' : null;
}

/** `[N/A]`, `[Not Supported]`, `[Unknown Error]` are no counts. */
function countOf(cell: string): number | null {
  return /^\d{1,12}$/.test(cell) ? Number(cell) : null;
}

/** nvidia-smi writes eight digits of the domain, and capitals. */
function kernelBusId(text: string): string {
  const [domain = '', ...rest] = text.toLowerCase().split(':');
  return [domain.replace(/^0+(?=[0-9a-f]{4})/, ''), ...rest].join(':');
}
