import { test } from 'tap';
import { formatProblem } from '../../src/config/problem.ts';
import { parseConfig } from '../../src/config/settings.ts';
import { FULL_CONFIG } from './full-config.ts';
import { problemLines, settingsOf, SMALL } from './resolve.ts';

test('a full config is read back field by field', async (t) => {
  const { site, limits, waivers, answers, resources } = settingsOf(FULL_CONFIG);
  t.equal(answers, './answers');
  t.equal(resources, 'cluster.json');
  t.strictSame(site, {
    cluster: {
      name: 'prod',
      region: 'eu-west-1',
      endpoint: '0A1B.gr7.eu-west-1.eks.amazonaws.com',
      endpointMode: 'public-and-private',
      certificateAuthority: 'file:/etc/kubernetes/pki/ca.crt',
    },
    networks: {
      vpc: ['10.20.0.0/16', '100.64.0.0/16'],
      remoteNodes: ['10.80.0.0/16'],
      remotePods: ['10.85.0.0/16'],
      services: ['172.20.0.0/16'],
    },
    capacity: { nodes: 20, maxPods: 64, podMaskSize: 26 },
    nodeAddress: '10.80.1.10',
    targets: {
      kubernetesApi: [
        { host: '10.20.1.10' },
        { host: '10.20.2.10', port: 8443 },
        { host: '10.20.3.10', port: 443 },
      ],
      cloudNodes: [{ host: 'worker.company.local' }],
      bgpPeers: [{ host: '10.80.0.1' }],
      onPremNodes: [{ host: '10.80.1.11' }],
      ping: ['10.20.1.1'],
      reflectors: [{ host: '10.20.1.1', port: 862 }],
      iperf3: [{ host: '10.20.3.9' }],
      nfs: [
        {
          server: 'storage.company.local',
          ...{ exportPath: '/models', options: 'vers=4.2', path: null, from: 'both' },
        },
      ],
      registries: [
        {
          ...{ host: 'harbor.company.local', port: 8443, authority: '/etc/pki/ca.crt' },
          account: { name: 'robot$node', secret: 'env:HARBOR_SECRET' },
          ...{ image: 'lab/probe:1.0', usedFrom: 'both' },
        },
        { host: '10.80.0.21', port: 443, usedFrom: 'on-premises' },
      ],
      webhooks: [
        {
          ...{ name: '10.85.3.7:9443', serverName: null, trust: { kind: 'unknown' }, path: '/' },
          ...{ failurePolicy: 'Fail', timeoutSeconds: null },
          at: { kind: 'endpoint', address: '10.85.3.7', port: 9443 },
        },
        {
          name: 'webhook.cert-manager.io',
          serverName: 'cert-manager-webhook.cert-manager.svc',
          trust: { kind: 'given', authority: 'file:/etc/pki/webhook-ca.crt' },
          ...{ path: '/validate', failurePolicy: 'Ignore', timeoutSeconds: null },
          at: { kind: 'endpoint', address: '10.85.3.8', port: 10250 },
        },
      ],
    },
    resolvers: {
      inbound: [{ host: '10.20.1.53' }, { host: '10.20.2.53', port: 5353 }],
      onPrem: [{ host: '10.80.0.53' }],
      awsNames: ['ssm.eu-west-1.amazonaws.com'],
      onPremNames: [
        { name: 'harbor.company.local', addresses: [] },
        { name: 'git.company.local', addresses: ['10.80.9.1'] },
      ],
      bigAnswer: { name: 'big.example.com', type: 'NS' },
    },
    components: {
      cni: 'calico',
      serviceMesh: 'istio',
      gateway: 'none',
      credentials: 'iam-roles-anywhere',
    },
    transport: { attachment: 'vpn', bandwidthBps: 1.25e9 },
    baseline: {
      name: 'custom (vpn)',
      latencyMs: { pass: 20, fail: 100 },
      jitterMs: { pass: 1, fail: 2 },
      lossRatio: { pass: 0.0001, fail: 0.001 },
      bandwidthBps: { pass: 1e9, fail: 500e6 },
      mtuBytes: 1422,
      dnsAnswerMs: { pass: 50, fail: 2000 },
    },
    peer: { host: 'peer.example.com', port: 7000, token: 'env:PREFLIGHT_TOKEN' },
    options: { stub: { speed: 9 } },
  });
  t.strictSame(limits, { caseDeadlineMs: 30_000, runDeadlineMs: 300_000, concurrency: 100 });
  t.strictSame(waivers, [
    {
      code: 'stub/seen',
      case: 'stub:*',
      reason: 'known',
      owner: 'platform team',
      expires: '2027-01-31',
    },
  ]);
});

test('what a small config leaves out has its default', async (t) => {
  const { site, limits, waivers } = settingsOf(SMALL);
  t.strictSame(site, {
    cluster: { name: 'lab', endpointMode: 'private' },
    networks: {
      vpc: ['10.20.0.0/16'],
      remoteNodes: ['10.80.0.0/16'],
      remotePods: [],
      services: [],
    },
    targets: {
      kubernetesApi: [],
      cloudNodes: [],
      bgpPeers: [],
      onPremNodes: [],
      ping: [],
      reflectors: [],
      iperf3: [],
      nfs: [],
      registries: [],
      webhooks: [],
    },
    resolvers: {
      inbound: [],
      onPrem: [],
      awsNames: [],
      onPremNames: [],
      bigAnswer: { name: 'amazonaws.com', type: 'TXT' },
    },
    components: { cni: 'cilium', serviceMesh: 'none', gateway: 'none', credentials: 'ssm' },
    transport: { attachment: 'direct-connect-private' },
    baseline: site.baseline,
    options: { stub: { speed: 5 } },
  });
  t.equal(site.baseline.name, 'direct-connect');
  t.strictSame(limits, { caseDeadlineMs: 60_000, runDeadlineMs: 600_000, concurrency: 4096 });
  t.strictSame(waivers, []);
});

test('host bits in a network are left for the check to judge', async (t) => {
  const { site } = settingsOf(SMALL.replace('10.80.0.0/16', '10.80.1.2/16'));
  t.strictSame(site.networks.remoteNodes, ['10.80.1.2/16']);
});

test('a baseline from the command line overrules the config’s', async (t) => {
  t.equal(settingsOf(FULL_CONFIG, 'aws-minimum').site.baseline.name, 'aws-minimum');
});

test('a baseline of one’s own builds on direct-connect unless it names another', async (t) => {
  const { baseline } = settingsOf(`${SMALL}baseline: { mtu: 1500 }\n`).site;
  t.match(baseline, { name: 'custom (direct-connect)', mtuBytes: 1500, latencyMs: { pass: 5 } });
});

test('plugins are known before anything is resolved', async (t) => {
  const parsed = parseConfig({ file: 'preflight.yaml', text: 'plugins: [./a.ts, b, 5, null]\n' });
  t.strictSame(parsed.ok && parsed.config.plugins, ['./a.ts', 'b']);
});

test('a later stage can point into the text', async (t) => {
  const problem = settingsOf(FULL_CONFIG).at(['waivers', 0, 'case'], 'this is wrong', 'mend it');
  t.equal(formatProblem(problem), 'preflight.yaml:66:30: waivers[0].case: this is wrong: mend it');
});

test('a day that is not in the calendar is not called over as well', async (t) => {
  const waiver = '{ code: stub/seen, reason: r, owner: o, expires: 2026-02-30 }';
  t.strictSame(problemLines(`${SMALL}waivers: [${waiver}]\n`), [
    '3:60: waivers[0].expires: "2026-02-30" is not in the calendar: write a day such as 2027-01-31',
  ]);
});

test('a waiver holds on its last day', async (t) => {
  const waiver = '{ code: stub/seen, reason: r, owner: o, expires: 2026-11-20 }';
  t.strictSame(problemLines(`${SMALL}waivers: [${waiver}]\n`), []);
});
