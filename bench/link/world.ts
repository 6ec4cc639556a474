import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { PROGRAM_FILE } from '../../bin/dev/matrix/run-row.ts';
import { applyFaults, bringUp } from '../../src/lab/lab.ts';
import { type LabPlace, namespaceOf, placeOf, wireFolder } from '../../src/lab/place.ts';
import { run } from '../../src/lab/program.ts';
import { removeLab } from '../../src/lab/remove.ts';
import { addressOf } from '../../src/lab/topology/hosts.ts';
import { resetWireStats, setWire } from '../../src/lab/wire/wire.ts';

export const PEER = addressOf('peer');

/** Builds a lab, does something in it, and takes it away again. */
export async function withLab(use: (place: LabPlace) => Promise<void>): Promise<void> {
  const root = mkdtempSync(join(tmpdir(), 'hp-bench-'));
  const place = placeOf(root, `bench${process.pid}`);
  const { signal } = new AbortController();
  const program = [process.execPath, PROGRAM_FILE];
  await bringUp(place, { strict: true, signal, program, onProgress: () => undefined });
  try {
    await use(place);
  } finally {
    await removeLab(place);
    rmSync(root, { recursive: true, force: true });
  }
}

/** Puts the impaired wire between the sites; `setWireWords` then says what it does. */
export async function layWire(place: LabPlace): Promise<void> {
  await applyFaults(place, ['delay-to-vpc']);
}

export async function setWireWords(
  place: LabPlace,
  toVpc: string,
  toOnPrem: string,
): Promise<void> {
  await setWire(wireFolder(place), { toVpc, toOnPrem });
  await resetWireStats(wireFolder(place));
}

/** Drops so many of a thousand packets to the VPC, in the kernel: the wire would cost time of its own. */
export async function dropToVpc(place: LabPlace, ofThousand: number): Promise<void> {
  const table = `table ip bench { chain lossy { type filter hook forward priority 0; ip daddr 10.20.0.0/16 numgen random mod 1000 < ${ofThousand} drop; }; }`;
  const inside = ['netns', 'exec', namespaceOf(place, 'onprem-router'), 'nft', '-f', '-'];
  await run('ip', inside, { input: `table ip bench\ndelete table ip bench\n${table}\n` });
}

export function onHost(place: LabPlace, ...command: readonly string[]): Promise<string> {
  return run('ip', ['netns', 'exec', namespaceOf(place, 'host'), ...command]);
}

/** Runs one of these scripts on the host of the lab, and returns what it prints as JSON. */
export async function insideHost<Result>(
  place: LabPlace,
  script: URL,
  request: unknown,
): Promise<Result> {
  const inside = ['netns', 'exec', namespaceOf(place, 'host'), process.execPath];
  const { stdout } = await execa('ip', [...inside, script.pathname, JSON.stringify(request)]);
  return JSON.parse(stdout) as Result;
}

export function medianOf(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
