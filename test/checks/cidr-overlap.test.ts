import { test } from 'tap';
import { cidrOverlap } from '../../checks/cidr-overlap/check.ts';
import { siteWith } from '../fakes/site.ts';
import { codesOf, findingsOf, judged, type Row, sound } from './cidr-overlap-world.ts';

const networkRows: readonly Row[] = [
  { site: 'four networks apart', status: 'pass', codes: [] },
  {
    site: 'pods inside the VPC',
    networks: { remotePods: ['10.20.128.0/17'] },
    status: 'fail',
    codes: ['overlap'],
  },
  {
    site: 'nodes around a secondary CIDR of the VPC',
    networks: { vpc: ['10.20.0.0/16', '10.80.64.0/18'] },
    status: 'fail',
    codes: ['overlap'],
  },
  {
    site: 'services equal to the pods',
    networks: { services: ['10.85.0.0/16'] },
    status: 'fail',
    codes: ['overlap'],
  },
  {
    site: 'two node networks that nest',
    networks: { remoteNodes: ['10.80.0.0/16', '10.80.4.0/24'] },
    status: 'fail',
    codes: ['overlap'],
  },
  {
    site: 'a block listed twice',
    networks: { vpc: ['10.20.0.0/16', '10.20.0.0/16'] },
    status: 'warn',
    codes: ['duplicate'],
  },
  {
    site: 'neighbours',
    networks: { remotePods: ['10.81.0.0/16'], remoteNodes: ['10.80.0.0/16'] },
    status: 'pass',
    codes: [],
  },
  {
    site: 'dotted strings that only look alike',
    networks: { vpc: ['10.0.2.0/23'], remoteNodes: ['10.0.20.0/24'] },
    status: 'pass',
    codes: [],
  },
];

for (const { site, networks, status, codes } of networkRows) {
  test(`networks: ${site}`, async (t) => {
    const outcome = await judged('networks', siteWith({ networks: { ...sound, ...networks } }));
    t.equal(outcome.status, status);
    t.strictSame(codesOf(outcome), codes);
  });
}

test('clashing networks are shown blocks that are free on this site', async (t) => {
  const networks = { ...sound, vpc: ['10.0.0.0/9'], remotePods: ['10.1.0.0/16'] };
  const [finding] = findingsOf(await judged('networks', siteWith({ networks })));
  t.match(finding?.fix, /Free here: 10\.128\.0\.0\/16, 10\.129\.0\.0\/16/);
});

test('a thousand clashes are all in the data, and five in the text', async (t) => {
  const remotePods = Array.from(
    { length: 1000 },
    (_, index) => `10.20.${index >> 2}.${(index & 3) * 64}/26`,
  );
  const [finding] = findingsOf(
    await judged('networks', siteWith({ networks: { ...sound, remotePods } })),
  );
  t.match(finding?.detail, /and 995 more share addresses/);
  t.equal((finding?.data as { pairs: unknown[] }).pairs.length, 1000);
});

const sixteen = Array.from({ length: 16 }, (_, index) => `10.${index + 100}.0.0/16`);

const ruleRows: readonly Row[] = [
  { site: 'private networks', status: 'pass', codes: [] },
  {
    site: 'shared space',
    networks: { remotePods: ['100.64.0.0/10'] },
    status: 'pass',
    codes: ['sharedSpace'],
  },
  {
    site: 'beyond shared space',
    networks: { remotePods: ['100.128.0.0/9'] },
    status: 'fail',
    codes: ['notPrivate'],
  },
  {
    site: 'beyond 172.31',
    networks: { remoteNodes: ['172.32.0.0/12'] },
    status: 'fail',
    codes: ['notPrivate'],
  },
  {
    site: 'everything',
    networks: { remoteNodes: ['0.0.0.0/0'] },
    status: 'fail',
    codes: ['tooWide'],
  },
  {
    site: 'the widest that is allowed',
    networks: { remoteNodes: ['10.0.0.0/8'] },
    status: 'pass',
    codes: [],
  },
  { site: 'one address', networks: { remoteNodes: ['10.80.0.1/32'] }, status: 'pass', codes: [] },
  {
    site: 'IPv6 pods',
    networks: { remotePods: ['fd00::/64'] },
    status: 'fail',
    codes: ['notIpv4'],
  },
  {
    site: 'host bits',
    networks: { remoteNodes: ['10.0.0.1/8'] },
    status: 'warn',
    codes: ['hostBits'],
  },
  {
    site: 'sixteen node networks',
    networks: { remoteNodes: sixteen },
    status: 'fail',
    codes: ['tooMany'],
  },
  {
    site: 'fifteen node networks',
    networks: { remoteNodes: sixteen.slice(1) },
    status: 'pass',
    codes: [],
  },
  {
    site: 'a public VPC, which is AWS’s business',
    networks: { vpc: ['198.51.100.0/24'] },
    status: 'pass',
    codes: [],
  },
];

for (const { site, networks, status, codes } of ruleRows) {
  test(`EKS rules: ${site}`, async (t) => {
    const outcome = await judged('eks-rules', siteWith({ networks: { ...sound, ...networks } }));
    t.equal(outcome.status, status);
    t.strictSame(codesOf(outcome), codes);
  });
}

const capacityRows = [
  { pods: ['10.85.0.0/16'], nodes: 20, maxPods: 110, podMaskSize: 25, codes: [] },
  { pods: ['10.85.0.0/22'], nodes: 20, maxPods: 110, podMaskSize: 25, codes: ['poolTooSmall'] },
  { pods: ['10.85.0.0/22', '10.86.0.0/21'], nodes: 24, maxPods: 110, podMaskSize: 25, codes: [] },
  { pods: ['10.85.0.0/16'], nodes: 20, maxPods: 110, podMaskSize: 26, codes: ['sliceTooSmall'] },
  { pods: ['10.85.0.0/26'], nodes: 1, maxPods: 110, podMaskSize: 25, codes: ['poolTooSmall'] },
];

for (const { pods, nodes, maxPods, podMaskSize, codes } of capacityRows) {
  test(`pod network ${pods.join(' and ')} for ${nodes} nodes of ${maxPods} pods in /${podMaskSize}`, async (t) => {
    const networks = { ...sound, remotePods: pods };
    const outcome = await judged(
      'pod-capacity',
      siteWith({ networks, capacity: { nodes, maxPods, podMaskSize } }),
    );
    t.strictSame(codesOf(outcome), codes);
  });
}

test('without sizes or pods there is no capacity to judge', async (t) => {
  t.match(await judged('pod-capacity', siteWith({ networks: sound })), {
    because: { kind: 'not-applicable', why: /capacity\.nodes/ },
  });
  const capacity = { nodes: 1, maxPods: 110, podMaskSize: 25 };
  const networks = { ...sound, remotePods: [] };
  t.match(await judged('pod-capacity', siteWith({ networks, capacity })), {
    because: { kind: 'not-applicable', why: /remotePods/ },
  });
});

const unknown = [
  { networks: { vpc: [] }, skips: ['networks', 'host-routes'], names: /networks\.vpc\./ },
  {
    networks: { remoteNodes: [] },
    skips: ['networks', 'eks-rules', 'host-routes', 'node-address'],
    names: /networks\.remoteNodes\. .*init --eksctl or --aws-json/,
  },
  {
    networks: { vpc: [], remoteNodes: [] },
    skips: ['networks', 'eks-rules', 'host-routes', 'node-address'],
    names: /networks\.(vpc, networks\.)?remoteNodes\./,
  },
];

for (const { networks, skips, names } of unknown) {
  test(`nothing is proven of networks that nobody named: ${Object.keys(networks).join(', ')}`, async (t) => {
    const site = siteWith({ networks: { ...sound, ...networks } });
    const open = cidrOverlap
      .plan(site, { ignoreInterfaces: [] })
      .flatMap((one) => ('notApplicable' in one ? [{ key: one.key, why: one.notApplicable }] : []))
      .filter(({ key }) => key !== 'pod-capacity');
    t.strictSame(
      open.map(({ key }) => key),
      skips,
    );
    for (const { why } of open) t.match(why, names);
  });
}
