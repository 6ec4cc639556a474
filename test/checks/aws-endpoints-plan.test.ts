import { test } from 'tap';
import type { Json } from '#core/json.ts';
import { planCases } from '#core/plan.ts';
import type { Site } from '#core/site.ts';
import { awsEndpoints } from '../../checks/aws-endpoints/check.ts';
import { ecrAccountOf, partitionOf } from '../../checks/aws-endpoints/partition.ts';
import { siteWith } from '../fakes/site.ts';
import { settingsOf, SMALL } from '../config/resolve.ts';

const OPTIONS = {
  ...{
    enabled: true,
    answers: 'any',
    features: [],
    ecrAccount: '',
    authority: '',
    timeoutMs: 5000,
  },
} as const;

function planned(options: Readonly<Record<string, Json>>, parts: Partial<Site> = {}) {
  const site = siteWith({ options: { 'aws-endpoints': { ...OPTIONS, ...options } }, ...parts });
  return planCases([awsEndpoints], site);
}

const idsOf = (cases: ReturnType<typeof planned>) =>
  cases.map(({ id }) => id.replace('aws-endpoints:', ''));

test('nothing is asked of AWS before the config asks for it, and names the region', (t) => {
  t.match(planned({ enabled: false }), [{ case: { notApplicable: /enabled is not set/ } }]);
  const cluster = { name: 'x', endpointMode: 'private' } as const;
  t.match(planned({}, { cluster }), [{ case: { notApplicable: /cluster\.region/ } }]);
  t.strictSame(awsEndpoints.rules?.(siteWith(), { ...OPTIONS, enabled: false }), []);
  const small = settingsOf(SMALL).site;
  t.equal(planCases([awsEndpoints], small).filter(({ case: one }) => 'target' in one).length, 0);
  t.end();
});

test('a node with SSM calls these', (t) => {
  t.strictSame(idsOf(planned({})), [
    'assets@hybrid-assets.eks.amazonaws.com',
    'eks@eks.eu-west-1.amazonaws.com',
    'ecr-api@api.ecr.eu-west-1.amazonaws.com',
    'ecr-dkr@602401143452.dkr.ecr.eu-west-1.amazonaws.com',
    'ecr-layers@prod-eu-west-1-starport-layer-bucket.s3.eu-west-1.amazonaws.com',
    'ssm-setup@amazon-ssm-eu-west-1.s3.eu-west-1.amazonaws.com',
    'ssm@ssm.eu-west-1.amazonaws.com',
    'ssmmessages@ssmmessages.eu-west-1.amazonaws.com',
    'sts@sts.eu-west-1.amazonaws.com',
  ]);
  t.end();
});

test('IAM Roles Anywhere and features change the list', (t) => {
  const components = { ...siteWith().components, credentials: 'iam-roles-anywhere' } as const;
  const ids = idsOf(
    planned({ features: ['pod-identity', 'public-ecr', 'cloudwatch', 'oidc'] }, { components }),
  );
  t.notMatch(ids.join(' '), /ssm/);
  for (const id of [
    'rolesanywhere-setup@rolesanywhere.amazonaws.com',
    'rolesanywhere@rolesanywhere.eu-west-1.amazonaws.com',
    'eks-auth@eks-auth.eu-west-1.api.aws',
    'oidc@oidc.eks.eu-west-1.amazonaws.com',
    'logs@logs.eu-west-1.amazonaws.com',
    'monitoring@monitoring.eu-west-1.amazonaws.com',
    'public-ecr@public.ecr.aws',
  ]) {
    t.ok(ids.includes(id), id);
  }
  t.end();
});

const partitions = [
  ['eu-west-1', 'aws', 'amazonaws.com', '602401143452'],
  ['cn-north-1', 'aws-cn', 'amazonaws.com.cn', '918309763551'],
  ['us-gov-west-1', 'aws-us-gov', 'amazonaws.com', '013241004608'],
  ['us-iso-east-1', 'aws-iso', 'c2s.ic.gov', '602401143452'],
  ['us-isob-east-1', 'aws-iso-b', 'sc2s.sgov.gov', '602401143452'],
  ['eu-isoe-west-1', 'aws-iso-e', 'cloud.adc-e.uk', '602401143452'],
  ['us-isof-south-1', 'aws-iso-f', 'csp.hci.ic.gov', '602401143452'],
  ['eusc-de-east-1', 'aws-eusc', 'amazonaws.eu', '602401143452'],
] as const;

for (const [region, name, suffix, account] of partitions) {
  test(`${region} is of ${name}`, (t) => {
    t.strictSame(partitionOf(region), { name, suffix });
    t.equal(ecrAccountOf(region), account);
    t.end();
  });
}

test('China has its own artefacts, and a region newer than the table its own account', (t) => {
  const cluster = { ...siteWith().cluster, region: 'cn-north-1' };
  t.match(idsOf(planned({}, { cluster }))[0], 'assets@eks-hybrid-assets.awsstatic.cn');
  t.match(idsOf(planned({ ecrAccount: '123456789012' })).join(' '), '@123456789012.dkr.ecr.');
  t.end();
});

test('private answers are asked of what has an interface endpoint', (t) => {
  const within = Object.fromEntries(
    planned({ answers: 'private' }).map(({ id, case: one }) => [
      id.replace(/^.*:(.*)@.*$/, '$1'),
      'target' in one ? Reflect.get(Object(one.target), 'within') : null,
    ]),
  );
  t.match(within, { assets: [], eks: ['10.20.0.0/16'], 'ecr-layers': ['10.20.0.0/16'] });
  t.end();
});

test('each endpoint is a rule by its name', (t) => {
  const rules = awsEndpoints.rules?.(siteWith(), OPTIONS) ?? [];
  t.equal(rules.length, 9);
  t.match(rules[8], {
    cases: ['aws-endpoints:sts@sts.eu-west-1.amazonaws.com'],
    direction: 'to-aws',
    destinations: ['sts.eu-west-1.amazonaws.com'],
    ports: ['443'],
  });
  t.end();
});
