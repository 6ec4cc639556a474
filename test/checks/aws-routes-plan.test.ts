import { test } from 'tap';
import { planCases } from '#core/plan.ts';
import { awsRoutes } from '../../checks/aws-routes/check.ts';
import { siteWith } from '../fakes/site.ts';
import { allWords, judged, route, SAVED, siteOf, tables, TGW } from './aws-world.ts';

test('each remote network is a case, pods too', async (t) => {
  const site = siteOf(tables({ routes: [route('10.80.0.0/16', TGW)] }));
  t.equal((await judged(site, 'routes@10.80.0.0/16')).says, 'pass');
  t.equal((await judged(site, 'routes@10.85.0.0/16')).says, 'fail routeMissing');
});

test('what only the answers say of the remote networks is taken from there', async (t) => {
  const site = siteOf({});
  const networks = { ...site.networks, remoteNodes: [], remotePods: [] };
  const keys = awsRoutes.plan({ ...site, networks }, {}).map(({ key }) => key);
  t.match(keys, ['routes@10.80.0.0/16', 'routes@10.85.0.0/16']);
});

test('where neither names a remote network, nothing passes', async (t) => {
  const site = siteOf({ cluster: undefined });
  const networks = { ...site.networks, remoteNodes: [], remotePods: [] };
  const { notApplicable } = await judged({ ...site, networks }, 'routes');
  t.match(notApplicable, /Neither the config nor the answers name a remote network/);
});

test('without answers there is one case, which says what to save', async (t) => {
  const [only, ...rest] = planCases([awsRoutes], siteWith());
  t.strictSame(rest, []);
  t.equal(only?.id, 'aws-routes:answers');
  t.match(only?.case, { notApplicable: /aws ec2 describe-route-tables.*--aws-json.*aws\.answers/ });
});

const unsaved = [
  { answers: { RouteTables: undefined }, says: /route tables of its subnets.*Values=vpc-0a1/ },
  {
    answers: { RouteTables: undefined, cluster: undefined, NetworkInterfaces: undefined },
    says: /the subnets of the cluster.*aws eks describe-cluster --name prod/,
  },
] as const;

for (const { answers, says } of unsaved) {
  test(`nothing passes of what was not saved: ${Object.keys(answers).join(', ')}`, async (t) => {
    const { notApplicable } = await judged(siteOf(answers), 'routes@10.80.0.0/16');
    t.match(notApplicable, says);
  });
}

test('with the interfaces alone, the subnets are those that they are in', async (t) => {
  const { says } = await judged(siteOf({ cluster: undefined }), 'routes@10.80.0.0/16');
  t.equal(says, 'pass');
});

test('what a hostile answer calls an id ends no command', async (t) => {
  const answers = tables({ id: "rtb-1'; rm -rf ~; echo '\n$ reboot", routes: [] });
  const { findings } = await judged(siteOf(answers), 'routes@10.80.0.0/16');
  const commands = allWords(findings)
    .split('\n')
    .filter((line) => line.startsWith('$ '));
  t.equal(commands.length, 1);
  t.match(commands[0], /--route-table-id 'rtb-1'\\''; rm -rf ~; echo '\\''/);
  t.match(commands[0], String.raw`\u000a`);
});

test('the facts of other VPCs and clusters are left out', async (t) => {
  const other = { RouteTableId: 'rtb-9', VpcId: 'vpc-9', Associations: [], Routes: [] };
  const saved = SAVED as { RouteTables: readonly object[] };
  const { aws } = siteOf({ RouteTables: [...saved.RouteTables, other] });
  t.strictSame(
    aws?.routeTables.map(({ id }) => id),
    ['rtb-0a1'],
  );
  t.strictSame(
    aws?.interfaces.map(({ id }) => id),
    ['eni-0a1', 'eni-0a2', 'eni-0a4', 'eni-0a5'],
  );
});

test('what was saved twice counts once, as the first file has it', async (t) => {
  const twice = tables({ routes: [] }, { routes: [route('10.80.0.0/16', TGW)] });
  const { says } = await judged(siteOf(twice), 'routes@10.80.0.0/16');
  t.equal(says, 'fail routeMissing');
});
