import type { AclEntryFact, NetworkAclFact } from '#core/aws-facts.ts';
import type { Field } from '../fields/fields.ts';
import { blockOf, membersOf, requiredText, textOf } from './fields.ts';

/** Reads one entry of describe-network-acls. */
export function readNetworkAcl(acl: Field, file: string): readonly NetworkAclFact[] {
  const id = requiredText(acl, 'NetworkAclId');
  if (id === undefined) return [];
  return [
    {
      from: { file, path: acl.path },
      id,
      vpcId: textOf(acl.child('VpcId')),
      subnetIds: membersOf(acl.child('Associations'), 'SubnetId'),
      entries: acl.child('Entries').entries().flatMap(entryOf),
    },
  ];
}

function entryOf(entry: Field): readonly AclEntryFact[] {
  const cidr = blockOf(entry.child('CidrBlock'));
  const protocol = requiredText(entry, 'Protocol');
  const number = entry.child('RuleNumber').integer();
  if (cidr === null || protocol === undefined || number === undefined) return [];
  const range = entry.child('PortRange');
  return [
    {
      number,
      isEgress: entry.child('Egress').flag() === true,
      isAllowed: entry.child('RuleAction').text() === 'allow',
      protocol,
      cidr,
      fromPort: range.child('From').integer() ?? null,
      toPort: range.child('To').integer() ?? null,
    },
  ];
}
