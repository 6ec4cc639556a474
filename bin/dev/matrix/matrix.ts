import { checks } from '../../../checks/index.ts';
import type { Fault } from '../../../src/lab/faults/fault.ts';
import { applyFaults, bringUp, clearFaults } from '../../../src/lab/lab.ts';
import { placeOf, type LabPlace } from '../../../src/lab/place.ts';
import { removeLab } from '../../../src/lab/remove.ts';
import { sideBySide } from '../../../src/lab/side-by-side.ts';
import { compare, type Row, verdictOf } from './compare.ts';
import { PROGRAM_FILE, runPreflight } from './run-row.ts';
import { runStorage } from './run-storage.ts';

export interface MatrixOptions {
  readonly root: string;
  /** Labs that stand side by side; each takes the next row when it is done with one. */
  readonly labs: number;
  /** Runs without a fault, each of which must find nothing. */
  readonly healthyRuns: number;
  readonly faults: readonly Fault[];
  readonly signal: AbortSignal;
  readonly onRow: (row: Row, durationMs: number) => void;
}

const PROGRAM = [process.execPath, PROGRAM_FILE];
const CHECK_IDS = checks.map(({ id }) => id);

/** Runs the preflight under every fault, and without one. Returns a row for each, the healthy runs as one. */
export async function runMatrix(options: MatrixOptions): Promise<readonly Row[]> {
  const jobs: Job[] = [
    ...options.faults.map((fault) => (place: LabPlace) => rowUnder(place, fault, options)),
    ...Array.from(
      { length: options.healthyRuns },
      (_, index) => (place: LabPlace) => healthyRow(place, index + 1),
    ),
  ];
  const rows: Row[] = [];
  const names = Array.from({ length: options.labs }, (_, index) => `matrix${process.pid}n${index}`);
  await sideBySide(
    names.map((name) => workThrough(placeOf(options.root, name), jobs, { ...options, rows })),
  );
  return inOrder(rows, options.faults);
}

type Job = (place: LabPlace) => Promise<Row>;

async function workThrough(
  place: LabPlace,
  jobs: Job[],
  { signal, onRow, rows }: MatrixOptions & { readonly rows: Row[] },
): Promise<void> {
  await bringUp(place, { strict: true, program: PROGRAM, signal, onProgress: () => undefined });
  try {
    for (let job = jobs.shift(); job !== undefined; job = jobs.shift()) {
      signal.throwIfAborted();
      const startedMs = performance.now();
      const row = await job(place);
      rows.push(row);
      onRow(row, performance.now() - startedMs);
    }
  } finally {
    await removeLab(place);
  }
}

async function rowUnder(
  place: LabPlace,
  fault: Fault,
  { signal }: Pick<MatrixOptions, 'signal'>,
): Promise<Row> {
  const apply = (): Promise<void> => applyFaults(place, [fault.name]);
  if (fault.layer === 'storage') {
    const strike = fault.strikes === 'mid-write' ? apply : undefined;
    if (strike === undefined) await apply();
    const report = await runStorage(place, { signal, strike });
    await clearFaults(place);
    return compare(fault, report, CHECK_IDS);
  }
  await apply();
  const row = await quietRow(place, fault);
  await clearFaults(place);
  return row;
}

/** How often a row is run whose hosts were too busy to measure: that says nothing of the network. */
const MOST_RUNS = 3;

async function quietRow(
  place: LabPlace,
  fault: Pick<Fault, 'name' | 'expects' | 'allows' | 'stage'>,
  run = 1,
): Promise<Row> {
  const row = compare(fault, await runPreflight(place, { stage: fault.stage }), CHECK_IDS);
  const isBusy = row.unexpected.some((finding) => finding.includes('/hostNoise @'));
  return isBusy && run < MOST_RUNS ? quietRow(place, fault, run + 1) : row;
}

async function healthyRow(place: LabPlace, run: number): Promise<Row> {
  const healthy = { name: `healthy, run ${run}`, expects: [], allows: [] };
  return quietRow(place, healthy);
}

/** In the order of the catalogue, as labs finish rows in any order; healthy runs that agree are one row. */
function inOrder(rows: readonly Row[], faults: readonly Fault[]): readonly Row[] {
  const byName = new Map(rows.map((row) => [row.fault, row]));
  const faulty = faults.flatMap(({ name }) => byName.get(name) ?? []);
  const healthy = rows.filter((row) => !faulty.includes(row));
  const alarms = healthy.filter((row) => verdictOf(row) !== 'ok');
  const quiet = healthy.length - alarms.length;
  const folded = { ...NO_FINDINGS, fault: `healthy, ${quiet} runs` };
  return [...faulty, ...alarms, ...(quiet > 0 ? [folded] : [])];
}

const NO_FINDINGS = { found: [], missing: [], pending: [], unexpected: [] } as const;
