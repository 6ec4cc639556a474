import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Test, test } from 'tap';
import type { Report } from '#core/report.ts';
import schema from '../../schema/report.schema.json' with { type: 'json' };
import { createValidator } from '#lib/schema-validator.ts';
import { exchangeWith, fakeHttps, tlsWith } from '../checks/https-world.ts';
import { fakeIo } from '../fakes/io.ts';
import { fakeHost } from '../fakes/host.ts';
import { ITEMS, listOf, serviceItem, webhookItem } from '../lib/cluster-webhooks/world.ts';
import { runIn } from './import-world.ts';

const CONFIG = `cluster: { name: prod, resources: ../cluster.json }
networks: { vpc: [10.20.0.0/16], remoteNodes: [10.80.0.0/16], remotePods: [10.85.0.0/16] }
`;

function siteIn(t: Test, cluster = listOf(ITEMS), config = CONFIG): string {
  const folder = t.testdir({ 'cluster.json': cluster });
  mkdirSync(join(folder, 'configs'));
  writeFileSync(join(folder, 'configs/preflight.yaml'), config);
  return folder;
}

const OWN = ['-c', 'configs/preflight.yaml'];
const ONLY = ['--only', 'webhooks', '--stage', 'after-join'];

test('webhooks that the cluster has are tested at their pods, and judged again from the report', async (t) => {
  const folder = siteIn(t);
  const https = fakeHttps(() => exchangeWith({ tls: tlsWith({ daysLeft: -3 }) }));
  const io = fakeIo({ https, host: fakeHost({}) });
  const args = ['run', ...OWN, ...ONLY, '-o', 'json=report.json', '--quiet'];
  const said = await runIn(folder, args, io);
  t.equal(said.code, 3, said.stderr);
  const report = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as Report;
  t.strictSame(createValidator(schema)(report), []);
  t.match(
    report.results
      .filter(({ check }) => check.id === 'webhooks')
      .map(({ from, key, outcome }) => `${from} ${key} ${outcome.status}`),
    [
      'peer tcp/10250@10.85.3.7 skip',
      'local https/10250@10.85.3.7 fail',
      'peer tcp/10250@10.85.5.7 skip',
      'local https/10250@10.85.5.7 fail',
      'local endpoints@metrics-server.kube-system.svc skip',
    ],
  );
  t.notMatch(JSON.stringify(report), /MARKER/, 'no secret of the cluster');
  t.equal((await runIn(folder, ['judge', 'report.json'])).code, 3);
});

test('--cluster-json goes before the config, and beside its own targets', async (t) => {
  const config = `${CONFIG.replace('../cluster.json', 'nowhere.json')}targets: { webhooks: ['10.85.9.9:443'] }\n`;
  const folder = siteIn(t, undefined, config);
  const named = ['--cluster-json', 'cluster.json'];
  const list = await runIn(folder, ['list', ...OWN, ...ONLY, ...named]);
  t.match(list.stdout, /webhooks:https\/443@10\.85\.9\.9[^]*webhooks:https\/10250@10\.85\.3\.7/);
  const rules = await runIn(folder, ['rules', ...OWN, ...named, '--format', 'csv']);
  t.match(rules.stdout, /443 10250,10\.20\.0\.0\/16,10\.85\.0\.0\/16/);
  const unnamed = await runIn(folder, ['validate', ...OWN]);
  t.equal(unnamed.code, 2);
  t.match(unnamed.stderr, /the saved resources cannot be used\nnowhere\.json:1:1: does not exist/);
});

test('before the join they are left out, with the stage and what stands in for them', async (t) => {
  const list = await runIn(siteIn(t), ['list', ...OWN, '--only', 'webhooks']);
  t.match(list.stdout, /^other stage +webhooks:https\/10250@10\.85\.3\.7 +\(after-join\)$/m);
  t.match((await runIn(siteIn(t), ['explain', 'webhooks'])).stdout, /after-join/);
});

const many = Array.from({ length: 1001 }, () => webhookItem({ url: 'https://hooks.example.com' }));

const refused: readonly (readonly [what: string, cluster: string, says: RegExp])[] = [
  [
    'no JSON',
    'items: []',
    /cluster\.json:1:1: a value is missing here: save it again: kubectl get/,
  ],
  ['cut off', listOf(ITEMS).slice(0, -9), /cut off: save it again: kubectl get/],
  ['no List of a cluster', '{}', /holds no APIService, no Service, no EndpointSlice: save it/],
  [
    'a name that is none',
    listOf([...ITEMS, serviceItem('a;b', 'c', [])]),
    /cluster\.json:\d+:\d+: items\[8\]\.metadata\.namespace: "a;b" is no name of Kubernetes/,
  ],
  ['webhooks without end', listOf([...ITEMS, ...many]), /names more than 1000 webhooks/],
];

for (const [what, cluster, says] of refused) {
  test(`a file with ${what} ends the run before anything is sent`, async (t) => {
    const said = await runIn(siteIn(t, cluster), ['run', ...OWN, ...ONLY], fakeIo());
    t.equal(said.code, 2);
    t.match(said.stderr, says);
    t.notMatch(said.stderr, /MARKER/);
  });
}

test('targets of the config that are none are told where they stand', async (t) => {
  const targets = `targets:
  webhooks:
    - 10.85.3.7
    - { address: 10.85.3.7, port: 9443, caBundle: ca.crt }
    - { address: 10.85.3.7, port: 9443, path: 'a b' }
`;
  const config = `${CONFIG.replace(', resources: ../cluster.json', '')}${targets}`;
  const said = await runIn(siteIn(t, undefined, config), ['validate', ...OWN]);
  t.equal(said.code, 2);
  t.match(said.stderr, /yaml:5:7: targets\.webhooks\[0\]: "10\.85\.3\.7" has no port/);
  t.match(said.stderr, /yaml:6:.*caBundle: "ca\.crt" is no absolute path/);
  t.match(said.stderr, /yaml:7:.*path: "a b" is no path of a URL/);
});
