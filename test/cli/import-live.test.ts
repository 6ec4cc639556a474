import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'tap';
import { main } from '../../src/cli/main.ts';
import { fakeShell } from '../fakes/shell.ts';
import { ACTIONS } from '../servers/aws.ts';
import { copySite, runIn } from './import-world.ts';
import { ANSWERS, FILES, LIVE, withAws, written } from './live-world.ts';

/** The config without where its values were read. */
function valuesOf(config: string): readonly string[] {
  return config
    .split('\n')
    .filter((line) => !/^\s*# /.test(line))
    .map((line) => line.replace(/ # .*$/, ''));
}

test('what AWS says makes the same config as its saved answers', async (t) => {
  const folder = copySite(t.testdir({}));
  const said = await withAws({}, () => runIn(folder, LIVE));
  t.equal(said.code, 0, said.stderr);
  const config = written(folder);
  t.strictSame(valuesOf(config), valuesOf(readFileSync('test/golden/imported.yaml', 'utf8')));
  t.match(
    config,
    'endpoint: 0A1B2C3D4E5F.gr7.eu-west-1.eks.amazonaws.com # from aws eks describe-cluster (live, eu-west-1)',
  );
  t.notMatch(config + said.stdout + said.stderr, /MARKER|:0\b/);
  t.equal((await runIn(folder, ['validate'])).code, 0);
});

test('each question is asked once, in the region, and of the VPC where AWS can tell', async (t) => {
  const folder = copySite(t.testdir({}));
  const seen = await withAws({}, async (aws) => {
    await runIn(folder, LIVE);
    return aws.seen;
  });
  t.strictSame(seen.map(({ action }) => action).toSorted(), ACTIONS.toSorted());
  t.ok(seen.every(({ region }) => region === 'eu-west-1'));
  const byAction = Object.fromEntries(seen.map(({ action, input }) => [action, input]));
  t.match(byAction, {
    'eks:DescribeCluster': { name: 'prod' },
    'ec2:DescribeNetworkInterfaces': { 'Filter.1.Name': 'vpc-id', 'Filter.1.Value.1': 'vpc-0a1' },
    'ec2:SearchTransitGatewayRoutes': { TransitGatewayRouteTableId: 'tgw-rtb-0a1' },
    'route53resolver:ListResolverEndpointIpAddresses': { ResolverEndpointId: 'rslvr-in-0a1' },
  });
});

test('pages are joined: one entry a page makes the same config', async (t) => {
  const [whole, paged] = [copySite(t.testdir({})), copySite(join(t.testdirName, 'paged'))];
  await withAws({}, () => runIn(whole, LIVE));
  const seen = await withAws({ pageSize: 1 }, async (aws) => {
    await runIn(paged, LIVE);
    return aws.seen;
  });
  t.equal(written(paged), written(whole));
  const tokens = seen
    .filter(({ action }) => action === 'ec2:DescribeNetworkInterfaces')
    .map(({ input }) => input['NextToken']);
  t.strictSame(tokens, [undefined, '1', '2', '3', '4']);
});

test('--save-aws keeps what --aws-json then reads to the same end, without a secret', async (t) => {
  const folder = copySite(t.testdir({}));
  const live = await withAws({}, () =>
    runIn(folder, [...LIVE, '--save-aws', 'kept', '--path', '-']),
  );
  t.match(live.stderr, 'saved 15 answers to kept, for --aws-json');
  const names = readdirSync(join(folder, 'kept'));
  t.match(names, ['directconnect-describe-virtual-interfaces.json']);
  const texts = names.map((name) => readFileSync(join(folder, 'kept', name), 'utf8'));
  t.notMatch(texts.join(''), /MARKER/);
  t.match(texts.join(''), '"createdAt": "2026-10-01T09:12:44.000Z"');
  const again = await runIn(folder, ['init', ...FILES, '--aws-json', 'kept', '--path', '-']);
  t.strictSame(valuesOf(again.stdout), valuesOf(live.stdout));
  const twice = await runIn(folder, [...LIVE, '--save-aws', 'kept']);
  t.equal(twice.code, 2);
  t.match(twice.stderr, '--save-aws kept: the folder is not empty; name a new one');
});

test('cluster and region are taken from the options first, and held against the files', async (t) => {
  const folder = copySite(t.testdir({}));
  await withAws({}, async (aws) => {
    const alone = ['init', '--aws', '--cluster', 'prod', '--region', 'eu-west-1', '--path', '-'];
    const said = await runIn(folder, alone);
    t.equal(said.code, 0, said.stderr);
    t.match(said.stdout, 'name: prod # from aws eks describe-cluster (live, eu-west-1)\n');
    const other = await runIn(folder, [...LIVE, '--region', 'eu-central-1']);
    t.equal(aws.seen.at(-1)?.region, 'eu-central-1');
    t.equal(other.code, 0, 'the answers still say eu-west-1');
  });
});

test('two sources that differ are refused, and a live one has no line', async (t) => {
  const folder = copySite(t.testdir({}));
  const cluster = JSON.parse(readFileSync(join(ANSWERS, 'a1.json'), 'utf8')) as {
    readonly cluster: Record<string, string>;
  };
  const arn = 'arn:aws:eks:eu-north-1:111122223333:cluster/prod';
  const answers = { 'eks:DescribeCluster': { cluster: { ...cluster.cluster, arn } } };
  const said = await withAws({ answers }, () => runIn(folder, LIVE));
  t.equal(said.code, 2);
  t.match(
    said.stderr,
    '\naws eks describe-cluster (live, eu-west-1): cluster.arn: cluster.region is "eu-north-1" here, and "eu-west-1" at nodeConfig.yaml:6',
  );
});

test('without an option and a file, the region is that of the environment', async (t) => {
  const folder = copySite(t.testdir({}));
  await withAws({}, async (aws) => {
    const environment = { AWS_REGION: '', AWS_DEFAULT_REGION: 'eu-north-1' };
    const shell = fakeShell(folder, { environment });
    t.equal(await main(['init', '--aws', '--cluster', 'prod', '--path', '-'], shell), 0);
    t.equal(aws.seen[0]?.region, 'eu-north-1');
  });
});
