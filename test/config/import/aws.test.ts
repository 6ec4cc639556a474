import { test } from 'tap';
import type { From } from '#core/aws-facts.ts';
import { readAnswer } from '#lib/aws-facts/read-answer.ts';
import { importAws } from '../../../src/config/import/aws.ts';
import { parseJson } from '../../../src/config/import/document.ts';
import { cluster, folderOf, imported, NOBODY, valueOf } from './aws-world.ts';

test('of several clusters the one that other files name is taken, or none', async (t) => {
  const two = [cluster('prod'), cluster('test')];
  t.equal(valueOf(imported(two, { ...NOBODY, cluster: 'test' }), 'cluster.name'), 'test');
  t.match(imported(two).problems, [
    { what: /the clusters "prod", "test"/, expected: /name yours by --node-config/ },
  ]);
  t.match(imported(two, { ...NOBODY, cluster: 'dev' }).problems, [
    { expected: /answer for "dev"/ },
  ]);
});

const notes = [
  {
    of: 'a cluster in the making',
    answer: cluster('prod', { status: 'CREATING' }),
    says: /"CREATING"/,
  },
  {
    of: 'one without remote networks',
    answer: cluster('prod', { remoteNetworkConfig: null }),
    says: /no remoteNetworkConfig/,
  },
  {
    of: 'the old authentication',
    answer: cluster('prod', { accessConfig: { authenticationMode: 'CONFIG_MAP' } }),
    says: /"CONFIG_MAP": hybrid nodes join with API or API_AND_CONFIG_MAP only/,
  },
  {
    of: 'interfaces of other clusters',
    answer: {
      ...cluster('prod'),
      NetworkInterfaces: [
        { NetworkInterfaceId: 'e', Description: 'Amazon EKS prod-2', PrivateIpAddress: '10.0.0.9' },
      ],
    },
    says: /no network interface of "Amazon EKS prod" is among the 1/,
  },
];

for (const { of, answer, says } of notes) {
  test(`${of}: a note`, async (t) => {
    t.match(imported([answer]).notes.join('\n'), says);
  });
}

test('without a cluster, interfaces of one cluster are its API, and of two are nobody’s', async (t) => {
  const one = (name: string, address: string) => ({
    NetworkInterfaceId: `eni-${name}`,
    Description: `Amazon EKS ${name}`,
    PrivateIpAddress: address,
  });
  const single = { NetworkInterfaces: [one('prod', '10.0.0.9')] };
  const both = { NetworkInterfaces: [one('prod', '10.0.0.9'), one('test', '10.0.0.8')] };
  t.strictSame(valueOf(imported([single]), 'targets.kubernetesApi'), ['10.0.0.9']);
  t.equal(valueOf(imported([both]), 'targets.kubernetesApi'), undefined);
  t.equal(
    valueOf(imported([{ Vpcs: [{ VpcId: 'v', CidrBlock: '10.0.0.0/16' }] }]), 'networks.vpc') ===
      undefined,
    false,
  );
});

test('a fact of a file that nobody read is a bug', async (t) => {
  const from: From = { file: 'absent.json', path: [] };
  const folder = folderOf([]);
  const facts = { ...folder.facts, vpcs: [{ from, id: 'vpc-1', cidrs: ['10.0.0.0/16'] }] };
  t.throws(() => importAws({ ...folder, facts }, NOBODY), /no document absent\.json/);
});

test('a flood of facts is taken in time', async (t) => {
  const many = Array.from({ length: 20_000 }, (_, index) => index);
  const flood = {
    ...cluster('prod'),
    Vpcs: many.map(() => ({ VpcId: 'vpc-1', CidrBlock: '10.20.0.0/16' })),
    NetworkInterfaces: many.map((index) => ({
      NetworkInterfaceId: `eni-${index}`,
      Description: 'Amazon EKS prod',
      PrivateIpAddress: '10.20.1.10',
    })),
    ResolverEndpoints: many.map((index) => ({ Id: `rslvr-${index}`, Direction: 'INBOUND' })),
  };
  const text = JSON.stringify(flood);
  const parsed = parseJson('flood.json', text);
  if (!parsed.ok) throw new Error('the flood is JSON');
  const documents = new Map([['flood.json', parsed.document]]);
  const { facts } = readAnswer(parsed.document.tree.value, 'flood.json');
  const started = performance.now();
  const result = importAws({ ...folderOf([]), facts, documents }, NOBODY);
  t.strictSame(valueOf(result, 'targets.kubernetesApi'), ['10.20.1.10']);
  t.ok(performance.now() - started < 10_000);
});
