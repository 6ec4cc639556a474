import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { matchesGlob } from '#core/glob.ts';
import { FAULTS } from '../../src/lab/faults/index.ts';
import { verdictOf } from './matrix/compare.ts';
import { runMatrix } from './matrix/matrix.ts';
import { closingLine, matrixTable } from './matrix/table.ts';

const USAGE = `npm run lab:matrix -- [--only PATTERN]... [--healthy-runs 100] [--labs 2]

Runs the whole preflight in the lab under every fault, and holds what it finds against the ground truth.
  --only PATTERN       faults by name, * for anything; repeatable
  --healthy-runs N     runs without a fault, in which nothing may be red
  --labs N             labs side by side
`;

const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: ['*'] },
    'healthy-runs': { type: 'string', default: '100' },
    labs: { type: 'string', default: '2' },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) console.log(USAGE);
else process.exitCode = await main();

async function main(): Promise<number> {
  const root = mkdtempSync(join(tmpdir(), 'hybrid-preflight-matrix-'));
  const abort = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      abort.abort(new Error(`interrupted by ${signal}`));
    });
  }
  const wanted = FAULTS.filter(({ name }) => values.only.some((only) => matchesGlob(only, name)));
  try {
    const rows = await runMatrix({
      root,
      labs: Number(values.labs),
      healthyRuns: Number(values['healthy-runs']),
      faults: wanted,
      signal: abort.signal,
      onRow: (row, durationMs) => {
        const seconds = (durationMs / 1000).toFixed(1);
        console.error(`${verdictOf(row).padEnd(8)} ${row.fault}  ${seconds} s`);
      },
    });
    console.log(`${matrixTable(rows)}\n${closingLine(rows)}`);
    return rows.some((row) => verdictOf(row) === 'FAILED') ? 1 : 0;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
