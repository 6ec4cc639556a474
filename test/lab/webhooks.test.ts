import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'tap';
import type { Report } from '#core/report.ts';
import { PROGRAM_FILE } from '../../bin/dev/matrix/run-row.ts';
import { createAuthority, issue } from '../../src/demo/certificate.ts';
import { withoutProxies } from '../../src/lab/exec.ts';
import { applyFaults, clearFaults } from '../../src/lab/lab.ts';
import { configFile, type LabPlace, namespaceOf } from '../../src/lab/place.ts';
import {
  API_SERVICE,
  base64,
  listOf,
  serviceItem,
  sliceItem,
  webhookItem,
} from '../lib/cluster-webhooks/world.ts';
import { canBuildLabs, startLab } from './lab-world.ts';
import { startPod } from './webhook-pod.ts';

const POD = { address: '10.85.3.7', port: 9443 };
const SERVICE = ['cert-manager', 'cert-manager-webhook'] as const;
const NAME = `${SERVICE[1]}.${SERVICE[0]}.svc`;

const authority = createAuthority('webhook-ca');
const good = issue(authority, { name: 'webhook', names: [NAME] });
const expired = issue(authority, { name: 'webhook', names: [NAME], validDays: [-400, -35] });
const foreign = issue(createAuthority('old-ca'), { name: 'webhook', names: [NAME] });

/** What kubectl would have saved of this cluster. */
function savedCluster(): string {
  const [namespace, name] = SERVICE;
  const clientConfig = { service: { namespace, name }, caBundle: base64(authority.cert) };
  return listOf([
    webhookItem(clientConfig),
    API_SERVICE,
    serviceItem(namespace, name, [{ name: 'https', port: 443 }]),
    sliceItem(SERVICE, [{ name: 'https', port: POD.port }], [{ addresses: [POD.address] }]),
  ]);
}

/** Runs the check alone on the lab's host, as a node that has joined; returns its cases as `from status code …`. */
function webhooksRun(place: LabPlace, config = configFile(place)): readonly string[] {
  const report = join(place.folder, 'webhooks.json');
  const cluster = join(place.folder, 'cluster.json');
  writeFileSync(cluster, savedCluster());
  const command = [process.execPath, PROGRAM_FILE, 'run', '--quiet', '--only', 'webhooks:*9443*'];
  const words = [...command, '--stage', 'after-join', '--cluster-json', cluster];
  const files = ['--config', config, '--output', `json=${report}`];
  const inHost = ['netns', 'exec', namespaceOf(place, 'host')];
  try {
    const env = withoutProxies(process.env);
    execFileSync('ip', [...inHost, ...words, ...files], { stdio: 'pipe', env });
  } catch (error) {
    const { status, stderr } = error as { status?: number; stderr?: Buffer };
    if (status !== 3 && status !== 5) throw new Error(stderr?.toString(), { cause: error });
  }
  const { results } = JSON.parse(readFileSync(report, 'utf8')) as Report;
  return results
    .filter(({ check, outcome }) => check.id === 'webhooks' && outcome.status !== 'skip')
    .map(({ from, outcome }) => {
      const codes = 'findings' in outcome ? outcome.findings.map(({ code }) => code) : [];
      return [from, outcome.status, ...codes].join(' ').replaceAll('webhooks/', '');
    });
}

test('a webhook in a pod behind the host is called from the VPC, and its certificate looked at', async (t) => {
  if (!(await canBuildLabs(t))) return;
  const place = await startLab(t, { hasPeer: true });
  const pod = await startPod(t, place, POD);

  await pod.serve(good);
  t.strictSame(webhooksRun(place), ['peer pass', 'local pass'], 'as it should be');

  await pod.serve(expired);
  t.strictSame(webhooksRun(place), ['peer pass', 'local fail expired'], 'expired');

  await pod.serve(foreign);
  t.strictSame(webhooksRun(place), ['peer pass', 'local fail untrusted'], 'another authority');

  await pod.serve(null);
  const refused = ['peer fail refused answersNobody', 'local fail refused'];
  t.strictSame(webhooksRun(place), refused, 'nobody listens');
  await pod.serve(good);

  for (const [fault, code] of [
    ['no-pod-route-in-vpc', 'noRoute'],
    ['no-pod-route-on-prem', 'noRoute'],
    ['webhook-drop-inbound', 'filtered'],
  ] as const) {
    await applyFaults(place, [fault]);
    t.strictSame(webhooksRun(place), [`peer fail ${code} answersHere`, 'local pass'], fault);
    await clearFaults(place);
  }
  t.strictSame(webhooksRun(place), ['peer pass', 'local pass'], 'and healed again');
});
