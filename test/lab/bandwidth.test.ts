import { readFileSync, writeFileSync } from 'node:fs';
import { test } from 'tap';
import { runPreflight } from '../../bin/dev/matrix/run-row.ts';
import { applyFaults } from '../../src/lab/lab.ts';
import { configFile, namespaceOf } from '../../src/lab/place.ts';
import { run } from '../../src/lab/program.ts';
import { canBuildLabs, startLab } from './lab-world.ts';

const SHAPED_BPS = 500e6;

test('a server that the peer starts shows the rate of a shaped link, and what its queue adds', async (t) => {
  if (!(await canBuildLabs(t))) return;
  const place = await startLab(t, { hasPeer: true });
  await applyFaults(place, ['rate-cap']);
  const config = readFileSync(configFile(place), 'utf8');
  const changed = config
    .replace(/^ {2}iperf3: .*$/m, '')
    .replace('bandwidth: { least', 'bandwidth: { bidirectional: true, least');
  writeFileSync(configFile(place), changed);
  const { results } = await runPreflight(place);
  const cases = results.filter(({ check }) => check.id === 'bandwidth');
  t.strictSame(
    cases.map(({ key }) => key),
    ['to-aws@peer', 'to-on-prem@peer', 'both-ways@peer'],
  );
  for (const { key, outcome } of cases) {
    if (outcome.status === 'skip' || outcome.status === 'error') {
      t.fail(`${key}: ${outcome.status}`);
      continue;
    }
    const codes = outcome.findings.map(({ code }) => code);
    t.ok(codes.includes('bandwidth/tooLow'), `${key}: ${codes.join(' ')}`);
    const rate = outcome.metrics.find(({ name }) => name === 'line_rate_bps')?.value ?? 0;
    t.ok(Math.abs(rate / SHAPED_BPS - 1) < 0.05, `${key}: ${(rate / 1e6).toFixed(0)} Mbps`);
    const waited = outcome.metrics.find(({ name }) => name === 'rtt_under_load_p50_ms')?.value;
    t.ok((waited ?? 0) > 5, `${key}: ${waited ?? '?'} ms under load`);
  }
  const listening = await run('ip', ['netns', 'exec', namespaceOf(place, 'peer'), 'ss', '-Hltn']);
  t.notMatch(listening, /:520[2-9]\b/, 'what was lent is gone');
});
