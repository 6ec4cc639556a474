import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'tap';
import type { Report } from '#core/report.ts';
import { fakeHost } from '../fakes/host.ts';
import { fakeIo } from '../fakes/io.ts';
import { connectOnly } from '../fakes/tcp.ts';
import { copySite, GPU_NODE_CONFIG, NODE_CONFIG, runIn } from './import-world.ts';

/** Every port answers; the host has one network. */
const io = fakeIo({
  host: fakeHost({ addresses: ['eth0 10.80.1.10/24'], routes: ['0.0.0.0/0 eth0 via 10.80.1.1'] }),
  tcp: connectOnly(() => Promise.resolve({ kind: 'connected', afterMs: 5 })),
});

const CONFIG = `cluster: { name: prod }
networks: { vpc: [10.20.0.0/16], remoteNodes: [10.80.0.0/16], remotePods: [10.85.0.0/16] }
`;

function reportIn(folder: string): Report {
  return JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as Report;
}

const REPORTS = ['-o', 'json=report.json', '-o', 'junit=junit.xml', '-o', 'terminal'];

test('run starts from a NodeConfig alone, and skips what it does not know', async (t) => {
  const folder = copySite(t.testdir({}));
  const args = ['run', '--node-config', 'gpuNodeConfig.yaml', '--no-progress', ...REPORTS];
  const said = await runIn(folder, args, io);
  t.equal(said.code, 3, 'this host has no name server to ask for the endpoint');
  t.match(said.stderr, /note: gpuNodeConfig\.yaml alone describes the site/);
  const { site, results } = reportIn(folder);
  t.match(site, {
    cluster: { name: 'prod', region: 'eu-west-1', endpoint: /^0A1B2C3D4E5F\.gr7/ },
    networks: { vpc: [], remoteNodes: [], services: ['172.20.0.0/16'] },
    nodeAddress: '10.80.2.20',
    components: { credentials: 'iam-roles-anywhere' },
  });
  const networks = results.find(
    ({ check, key }) => check.id === 'cidr-overlap' && key === 'networks',
  );
  t.match(networks?.outcome, {
    status: 'skip',
    because: {
      kind: 'not-applicable',
      why: /networks\.vpc, networks\.remoteNodes\..*preflight\.yaml; init --eksctl or --aws-json/,
    },
  });
  const api = results.find(({ key }) => key.startsWith('tcp/443@0A1B'));
  const origins = [{ setting: 'cluster.endpoint', place: /^gpuNodeConfig\.yaml:\d+$/ }];
  t.match(api?.outcome, { findings: [{ code: 'firewall-ports/nameUnresolved', origins }] });
  const passed = results.filter(
    ({ check, outcome }) => check.id === 'cidr-overlap' && outcome.status !== 'skip',
  );
  t.strictSame(passed, [], 'of networks that nobody named, nothing is proven');
});

test('the report of such a run can be judged again', async (t) => {
  const folder = copySite(t.testdir({}));
  const args = ['--node-config', 'gpuNodeConfig.yaml', '--quiet', ...REPORTS.slice(0, 2)];
  const said = await runIn(folder, ['run', ...args], io);
  t.equal(said.stderr, '', 'quiet is quiet');
  t.equal((await runIn(folder, ['judge', 'report.json'])).code, 3);
});

test('no secret of a NodeConfig is in what a run says or writes', async (t) => {
  const folder = copySite(t.testdir({}));
  const args = ['run', '--node-config', 'nodeConfig.yaml', '--no-progress', ...REPORTS];
  const said = await runIn(folder, args, io);
  const files = ['report.json', 'junit.xml'].map((name) =>
    readFileSync(join(folder, name), 'utf8'),
  );
  t.notMatch([said.stdout, said.stderr, ...files].join(''), /MARKER/);
  t.match(files[0], '"name": "prod"');
});

test('where a NodeConfig names nothing to measure, the run is undecided, and says so', async (t) => {
  const folder = copySite(t.testdir({}));
  const said = await runIn(folder, ['run', '--node-config', 'nodeConfig.yaml'], io);
  t.equal(said.code, 5);
  t.match(said.stdout, /UNDECIDED, as far as configured/);
});

test('a NodeConfig fills what the config leaves open, and the config wins', async (t) => {
  const folder = copySite(t.testdir({}));
  const more = `${CONFIG}node: { address: 10.80.9.9 }\ncapacity: { nodes: 3 }\n`;
  writeFileSync(join(folder, 'site.yaml'), more);
  const config = ['-c', 'site.yaml', '--node-config', 'nodeConfig.yaml'];
  const said = await runIn(folder, ['run', ...config, '--quiet', ...REPORTS.slice(0, 2)], io);
  t.not(said.code, 2, said.stderr);
  t.match(reportIn(folder).site, {
    cluster: { name: 'prod', region: 'eu-west-1' },
    nodeAddress: '10.80.9.9',
    capacity: { nodes: 3, maxPods: 64 },
    networks: { vpc: ['10.20.0.0/16'] },
    resolvers: { awsNames: [], onPremNames: [] },
  });
});

test('a config of the usual place is found, and needs no name of the cluster then', async (t) => {
  const folder = copySite(t.testdir({}));
  writeFileSync(join(folder, 'preflight.yaml'), CONFIG.replace('cluster: { name: prod }\n', ''));
  t.equal((await runIn(folder, ['validate'])).code, 2);
  const said = await runIn(folder, ['validate', '--node-config', 'nodeConfig.yaml']);
  t.equal(said.code, 0, said.stderr);
});

const contradictions = [
  {
    config: CONFIG.replace('prod', 'test'),
    says: /preflight\.yaml:1:18: cluster\.name: cluster\.name is "test" here, and "prod" at nodeConfig\.yaml:5/,
  },
  {
    config: CONFIG.replace('name: prod', 'name: prod, region: us-east-1'),
    says: /preflight\.yaml:1:\d+: .*"us-east-1" here, and "eu-west-1" at nodeConfig\.yaml:6/,
  },
  {
    config: CONFIG.replace('10.20.0.0/16', '10.20.0.0/99'),
    says: /preflight\.yaml:2:.*networks\.vpc\[0\]/,
  },
  { config: '[]', says: /preflight\.yaml:1:1/ },
  { config: 'cluster: prod\n', says: /preflight\.yaml:1:10: cluster: is a text/ },
];

for (const { config, says } of contradictions) {
  test(`a config that does not go with the NodeConfig: ${says.source.slice(0, 60)}`, async (t) => {
    const folder = copySite(t.testdir({}));
    writeFileSync(join(folder, 'preflight.yaml'), config);
    const said = await runIn(folder, ['run', '--node-config', 'nodeConfig.yaml']);
    t.equal(said.code, 2);
    t.match(said.stderr, says);
    t.notMatch(said.stderr, /MARKER|\n\s+at /);
  });
}

test('a NodeConfig that nodeadm would refuse is refused by every command that reads it', async (t) => {
  const folder = copySite(t.testdir({}));
  writeFileSync(
    join(folder, 'nodeConfig.yaml'),
    NODE_CONFIG.replace('activationCode: MARKER-ACTIVATION-CODE-0001', 'activationCode: MARKER'),
  );
  for (const command of ['run', 'list', 'validate', 'rules']) {
    const said = await runIn(folder, [command, '--node-config', 'nodeConfig.yaml']);
    t.equal(said.code, 2, command);
    t.match(said.stderr, /nodeConfig\.yaml cannot be used\nnodeConfig\.yaml:9:\d+: /);
    t.notMatch(said.stderr, /MARKER/);
  }
});

test('the commands beside run read a NodeConfig as well', async (t) => {
  const folder = copySite(t.testdir({}));
  const from = ['--node-config', 'gpuNodeConfig.yaml'];
  t.match((await runIn(folder, ['validate', ...from])).stdout, /gpuNodeConfig\.yaml is valid/);
  t.match((await runIn(folder, ['list', ...from])).stdout, /Cases planned by gpuNodeConfig\.yaml/);
  t.match((await runIn(folder, ['rules', ...from])).stdout, /0A1B2C3D4E5F\.gr7.*443/);
  t.match((await runIn(folder, ['run', '--dry-run', ...from])).stdout, /cases would be measured/);
});

test('mirrors beside config_path are worth a note: containerd refuses them', async (t) => {
  const mirror =
    '      [plugins."io.containerd.grpc.v1.cri".registry.mirrors."docker.io"]\n        endpoint = ["https://harbor.company.local"]\n';
  const folder = t.testdir({ 'nodeConfig.yaml': GPU_NODE_CONFIG + mirror });
  const said = await runIn(folder, ['validate', '--node-config', 'nodeConfig.yaml']);
  t.match(said.stderr, /mirrors beside config_path, which containerd refuses/);
});
