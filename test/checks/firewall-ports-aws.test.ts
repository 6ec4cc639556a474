import { test } from 'tap';
import type { Site } from '#core/site.ts';
import { firewallPorts } from '../../checks/firewall-ports/check.ts';
import { REQUIRED_BY_DEFAULT } from '../../checks/firewall-ports/port-entry.ts';
import type { PortMeasurement } from '../../checks/firewall-ports/target.ts';
import { siteWith } from '../fakes/site.ts';
import { type Answers, SAVED, siteOf } from './aws-world.ts';

const OPTIONS = { required: REQUIRED_BY_DEFAULT, exclude: [], extra: [], timeoutMs: 1000 };

const SILENT: PortMeasurement = {
  kind: 'probed',
  resolvedAfterMs: null,
  probes: [
    {
      ...{ protocol: 'tcp', address: '10.20.1.10', control: null, lastHop: null },
      attempts: [{ kind: 'timeout', afterMs: 1000 }],
      there: { kind: 'nobody' },
    },
  ],
};

const PLACES = { kubernetesApi: [{ host: '10.20.1.10' }] };

function fixOf(site: Site, key: string): string {
  const planned = firewallPorts.plan(site, OPTIONS).find((one) => one.key === key);
  if (planned === undefined || !('target' in planned)) throw new Error(`no case ${key}`);
  const { findings } = firewallPorts.judge(planned.target, SILENT);
  return findings.map(({ code, fix }) => `${code}\n${fix}`).join('\n');
}

const [saved] = (SAVED as { RouteTables: readonly object[] }).RouteTables;
const API = 'tcp/443@10.20.1.10';
const KUBELET = 'tcp/10250@this-node';

const rows: readonly { answers: Answers; key: string; says: RegExp }[] = [
  {
    answers: {},
    key: API,
    says: /AWS’s security groups \(sg-0a1\) and routes \(rtb-0a1\) allow it, by the saved answers: look at the firewall and the routes on premises\./,
  },
  { answers: {}, key: KUBELET, says: /AWS’s security groups \(sg-0a1\) and routes/ },
  {
    answers: { SecurityGroups: [{ GroupId: 'sg-0a1', IpPermissions: [] }] },
    key: API,
    says: /the security group sg-0a1 lacks the rule: mend it first, see aws-routes/,
  },
  {
    answers: { RouteTables: [{ ...saved, Routes: [] }] },
    key: API,
    says: /rtb-0a1 does not lead to the nodes/,
  },
  {
    answers: {
      NetworkAcls: [
        { NetworkAclId: 'acl-0a1', Associations: [{ SubnetId: 'subnet-0a1' }], Entries: [] },
      ],
    },
    key: KUBELET,
    says: /the network ACL acl-0a1 drops it/,
  },
];

for (const { answers, key, says } of rows) {
  test(`silence at ${key}, and the answers: ${says.source.slice(0, 50)}`, async (t) => {
    const fix = fixOf(siteOf(answers, { targets: { ...siteWith().targets, ...PLACES } }), key);
    t.match(fix, /^firewall-ports\/filtered/);
    t.match(fix, says);
  });
}

const undecided: readonly Answers[] = [
  { SecurityGroups: undefined },
  { RouteTables: undefined },
  { RouteTables: [{ ...saved, Associations: [{ SubnetId: 'subnet-0a1' }] }] },
];

for (const answers of undecided) {
  test(`what was not saved decides nothing: ${JSON.stringify(answers).slice(0, 60)}`, async (t) => {
    const fix = fixOf(siteOf(answers, { targets: { ...siteWith().targets, ...PLACES } }), API);
    t.match(fix, /Then look for the drop/);
    t.notMatch(fix, /saved answers/);
  });
}
