import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'tap';
import { PROGRAM_FILE } from '../../bin/dev/matrix/run-row.ts';
import type { Report } from '#core/report.ts';
import { applyFaults, clearFaults } from '../../src/lab/lab.ts';
import { configFile, type LabPlace, namespaceOf } from '../../src/lab/place.ts';
import { REGISTRY_ACCOUNT } from '../../src/lab/services/registry.ts';
import { canBuildLabs, startLab } from './lab-world.ts';
import { execFileSync } from 'node:child_process';

/** Runs the check alone on the lab's host; returns its cases as `id status code …`, and all that was written. */
function registryRun(place: LabPlace): {
  readonly lines: readonly string[];
  readonly text: string;
} {
  const file = join(place.folder, 'registry.json');
  const command = [process.execPath, PROGRAM_FILE, 'run', '--quiet', '--only', 'registry'];
  const words = [...command, '--config', configFile(place), '--output', `json=${file}`];
  try {
    execFileSync('ip', ['netns', 'exec', namespaceOf(place, 'host'), ...words], { stdio: 'pipe' });
  } catch (error) {
    if ((error as { status?: number }).status !== 3) throw error;
  }
  const text = readFileSync(file, 'utf8');
  const { results } = JSON.parse(text) as Report;
  const lines = results
    .filter(({ check }) => check.id === 'registry')
    .map(({ from, outcome }) =>
      [
        from,
        outcome.status,
        ...('findings' in outcome ? outcome.findings.map(({ code }) => code) : []),
      ].join(' '),
    );
  return { lines, text };
}

test('a Harbor is pulled from on premises, and looked at from AWS, by name and without a secret', async (t) => {
  if (!(await canBuildLabs(t))) return;
  const place = await startLab(t, { hasPeer: true });
  const useFromBoth = (): void => {
    const config = readFileSync(configFile(place), 'utf8');
    writeFileSync(
      configFile(place),
      config.replace('image: "lab/probe:1.0"', '$&\n      usedFrom: both'),
    );
  };
  useFromBoth();
  const healthy = registryRun(place);
  t.strictSame(healthy.lines, ['local pass registry/pullRate', 'peer pass']);
  t.notMatch(healthy.text, REGISTRY_ACCOUNT.password);

  await applyFaults(place, ['registry-certificate-expired']);
  useFromBoth();
  t.strictSame(registryRun(place).lines, [
    'local fail registry/certificateExpired',
    'peer fail registry/certificateExpired',
  ]);
  await clearFaults(place);

  await applyFaults(place, ['registry-wrong-password']);
  useFromBoth();
  const wrong = registryRun(place);
  t.strictSame(wrong.lines, ['local fail registry/unauthorized', 'peer pass']);
  t.notMatch(wrong.text, REGISTRY_ACCOUNT.password);
});
