import type { Case } from '#core/check.ts';
import { placesOf } from '#lib/aws-paths/flow-places.ts';
import { type Flow, flowsOf } from '#lib/aws-paths/flow.ts';
import { vpcOf } from '#lib/aws-paths/own-parts.ts';
import { aclQuestion } from '#lib/aws-paths/read-acls.ts';
import { groupQuestion } from '#lib/aws-paths/read-groups.ts';
import type { KnownSite } from './known-site.ts';
import { lacking, SAVE } from './save.ts';
import type { AclsTarget, GroupsTarget } from './target.ts';

/** Two cases for each flow: the security groups, and the network ACLs. */
export function flowCases(site: KnownSite): readonly Case<GroupsTarget | AclsTarget>[] {
  const flows = flowsOf(site);
  return [
    ...flows.map((flow) => groupsCase(flow, site)),
    ...flows.map((flow) => aclsCase(flow, site)),
  ];
}

function groupsCase(flow: Flow, { aws, cluster }: KnownSite): Case<GroupsTarget> {
  const identity = { key: `security-groups/${flow.id}`, from: 'local' } as const;
  const question = groupQuestion(aws, cluster.name, flow);
  if (question !== undefined)
    return { ...identity, target: { kind: 'security-groups', ...question } };
  const vpcId = vpcOf(aws, cluster.name);
  const { groups } = placesOf(aws, cluster.name, flow.end);
  const commands = [
    ...(groups.length > 0 ? [] : endCommands(flow, vpcId)),
    SAVE.securityGroups(vpcId),
  ];
  return {
    ...identity,
    notApplicable: lacking(`the security groups of ${ENDS[flow.end]}`, ...commands),
  };
}

function aclsCase(flow: Flow, { aws, cluster }: KnownSite): Case<AclsTarget> {
  const identity = { key: `network-acls/${flow.id}`, from: 'local' } as const;
  const question = aclQuestion(aws, cluster.name, flow);
  if (question !== undefined) return { ...identity, target: { kind: 'network-acls', ...question } };
  const vpcId = vpcOf(aws, cluster.name);
  const { subnetIds } = placesOf(aws, cluster.name, flow.end);
  const commands = [
    ...(subnetIds.length > 0 ? [] : endCommands(flow, vpcId)),
    SAVE.networkAcls(vpcId),
  ];
  return {
    ...identity,
    notApplicable: lacking(`the network ACLs of the subnets of ${ENDS[flow.end]}`, ...commands),
  };
}

const ENDS: Readonly<Record<Flow['end'], string>> = {
  'kubernetes-api': 'the API interfaces',
  'inbound-endpoint': 'an inbound resolver endpoint',
  'outbound-endpoint': 'an outbound resolver endpoint',
};

/** What tells whose groups and subnets they are. */
function endCommands({ end }: Flow, vpcId: string | null): readonly string[] {
  return [...(end === 'kubernetes-api' ? [] : [SAVE.resolvers()]), SAVE.interfaces(vpcId)];
}
