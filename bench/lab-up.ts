import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applyFaults, bringUp, clearFaults } from '../src/lab/lab.ts';
import { placeOf } from '../src/lab/place.ts';
import { removeLab } from '../src/lab/remove.ts';

// How long it takes to build the whole lab with all of its components, to break and mend one thing in it, and
// to remove it without a trace.
const ROUNDS = 10;

const root = mkdtempSync(join(tmpdir(), 'hp-bench-'));
const times: Record<string, number[]> = { up: [], fault: [], clear: [], down: [] };
for (let round = 0; round < ROUNDS; round += 1) {
  const place = placeOf(root, `bench${process.pid}r${round}`);
  const { signal } = new AbortController();
  await timed('up', () => bringUp(place, { strict: true, signal, onProgress: () => undefined }));
  await timed('fault', () => applyFaults(place, ['api-drop']));
  await timed('clear', () => clearFaults(place));
  await timed('down', () => removeLab(place));
}
rmSync(root, { recursive: true, force: true });

for (const [what, ms] of Object.entries(times)) {
  const sorted = ms.toSorted((a, b) => a - b);
  const at = (share: number): string =>
    (sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN).toFixed(0);
  console.log(`${what.padEnd(6)} median ${at(0.5)} ms, worst ${at(1)} ms`);
}

async function timed(what: string, work: () => Promise<unknown>): Promise<void> {
  const startedMs = performance.now();
  await work();
  times[what]?.push(performance.now() - startedMs);
}
