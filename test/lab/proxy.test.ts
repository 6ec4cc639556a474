import { spawnSync } from 'node:child_process';
import { dirname } from 'node:path';
import { test } from 'tap';
import type { Result } from '#core/report.ts';
import { PROGRAM_FILE, runPreflight } from '../../bin/dev/matrix/run-row.ts';
import { applyFaults } from '../../src/lab/lab.ts';
import type { LabPlace } from '../../src/lab/place.ts';
import { PROXY_ACCOUNT, proxyUrl } from '../../src/lab/services/proxy.ts';
import { canBuildLabs, startLab } from './lab-world.ts';

function linesOf({ key, outcome }: Result): string {
  const codes = 'findings' in outcome ? outcome.findings.map(({ code }) => code) : [];
  return [key.split('@')[0], outcome.status, ...codes].join(' ');
}

/** What `lab exec HOST -- printenv HTTPS_PROXY` prints. */
function proxyOn(place: LabPlace, host: string): string {
  const words = [PROGRAM_FILE, 'lab', 'exec', host, '--name', place.name, '--'];
  const env = { ...process.env, HYBRID_PREFLIGHT_LAB_ROOT: dirname(place.folder) };
  return spawnSync(process.execPath, [...words, 'printenv', 'HTTPS_PROXY'], { env })
    .stdout.toString()
    .trim();
}

test('with one way out, the proxy, each endpoint is proven through it, and its password told to nobody', async (t) => {
  if (!(await canBuildLabs(t))) return;
  const place = await startLab(t);
  t.equal(proxyOn(place, 'host'), '', 'a healthy lab names none');
  await applyFaults(place, ['proxy-only-way', 'aws-roles-anywhere']);
  const report = await runPreflight(place, { only: ['aws-endpoints'] });
  const results = report.results.filter(({ check }) => check.id === 'aws-endpoints');
  t.strictSame(
    results.map(linesOf).sort(),
    ['assets', 'ecr-api', 'ecr-dkr', 'ecr-layers', 'eks', 'eks-auth', 'public-ecr']
      .concat(['rolesanywhere', 'rolesanywhere-setup', 'sts'])
      .map((id) => `${id} pass aws-endpoints/directClosed`),
  );
  const text = JSON.stringify(report);
  t.notMatch(text, PROXY_ACCOUNT.password);
  t.notMatch(
    text,
    Buffer.from(`${PROXY_ACCOUNT.user}:${PROXY_ACCOUNT.password}`).toString('base64'),
  );
  t.equal(proxyOn(place, 'host'), proxyUrl(PROXY_ACCOUNT), 'lab exec hands on the lab’s own');
  t.equal(proxyOn(place, 'peer'), '', 'to the host alone');
});
