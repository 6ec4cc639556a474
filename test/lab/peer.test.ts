import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'tap';
import type { Report, Result } from '#core/report.ts';
import { runPreflight } from '../../bin/dev/matrix/run-row.ts';
import { configFile } from '../../src/lab/place.ts';
import { canBuildLabs, startLab } from './lab-world.ts';

const PORTS = 1000;

/** True where the side that the packets went to said the words of this very probe. */
function isProven({ measurement = null }: Result): boolean {
  return JSON.stringify(measurement).includes('"echo":"ours"');
}

test('a thousand ports are proven in each direction by who was reached there', async (t) => {
  if (!(await canBuildLabs(t))) return;
  const place = await startLab(t, { hasPeer: true });
  const extra = `extra: [{ name: ports, port: "30000-${30_000 + PORTS - 1}", direction: both }]`;
  const config = readFileSync(configFile(place), 'utf8');
  const changed = config.replace('firewall-ports: {', `firewall-ports: { ${extra},`);
  t.not(changed, config);
  writeFileSync(configFile(place), changed);
  const report: Report = await runPreflight(place);
  const ports = report.results.filter(({ key }) => /^tcp\/3\d{4}@/.test(key));
  t.comment(`${ports.length} cases in ${report.durationMs} ms`);
  for (const from of ['local', 'peer'] as const) {
    const own = ports.filter((result) => result.from === from);
    t.equal(own.length, PORTS);
    t.equal(own.filter(isProven).length, PORTS, from);
  }
  t.strictSame([report.verdict, report.tally.fail, report.tally.error], ['pass', 0, 0]);
});
