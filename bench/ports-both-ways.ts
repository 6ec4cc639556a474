import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '#core/report.ts';
import { PROGRAM_FILE, runPreflight } from '../bin/dev/matrix/run-row.ts';
import { bringUp } from '../src/lab/lab.ts';
import { configFile, placeOf } from '../src/lab/place.ts';
import { removeLab } from '../src/lab/remove.ts';

// How long a whole run takes that proves 1,000 ports in both directions, each by a listener of its own at the
// other side, beside a run without them.
const PORTS = '30000-30999';

const root = mkdtempSync(join(tmpdir(), 'hp-bench-'));
const place = placeOf(root, `bench${process.pid}`);
const { signal } = new AbortController();
try {
  await bringUp(place, {
    strict: false,
    signal,
    program: [process.execPath, PROGRAM_FILE],
    onProgress: () => undefined,
  });
  say('without', await runPreflight(place));
  const extra = `extra: [{ name: ports, port: "${PORTS}", direction: both }]`;
  const config = readFileSync(configFile(place), 'utf8');
  writeFileSync(
    configFile(place),
    config.replace('{ timeoutMs: 2500 }', `{ timeoutMs: 2500, ${extra} }`),
  );
  for (let round = 1; round <= 3; round += 1) say(`ports, ${round}`, await runPreflight(place));
} finally {
  await removeLab(place);
  rmSync(root, { recursive: true, force: true });
}

function say(what: string, { results, durationMs, tally }: Report): void {
  const proven = results.filter(({ measurement = null }) =>
    JSON.stringify(measurement).includes('"echo":"ours"'),
  );
  console.log(
    `${what.padEnd(10)} ${durationMs} ms, ${tally.pass} passed, ${proven.length} by the other side’s own words`,
  );
}
