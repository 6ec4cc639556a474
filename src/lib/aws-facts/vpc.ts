import type { Field } from '../fields/fields.ts';
import type {
  InterfaceFact,
  PermissionFact,
  SecurityGroupFact,
  SubnetFact,
  VpcFact,
} from '#core/aws-facts.ts';
import { addressOf, blockOf, membersOf, requiredText, textOf } from './fields.ts';

/** Reads one entry of describe-vpcs. */
export function readVpc(vpc: Field, file: string): readonly VpcFact[] {
  const id = requiredText(vpc, 'VpcId');
  if (id === undefined) return [];
  const associated = vpc.child('CidrBlockAssociationSet').entries().filter(isAssociated);
  const cidrs = [vpc, ...associated].flatMap((one) => blockOf(one.child('CidrBlock')) ?? []);
  return [{ from: { file, path: vpc.path }, id, cidrs: [...new Set(cidrs)] }];
}

/** A block that was taken away stays in the answer for a while. */
function isAssociated(association: Field): boolean {
  const state = association.child('CidrBlockState').child('State').text();
  return state === undefined || state === 'associated' || state === 'associating';
}

/** Reads one entry of describe-subnets. */
export function readSubnet(subnet: Field, file: string): readonly SubnetFact[] {
  const id = requiredText(subnet, 'SubnetId');
  if (id === undefined) return [];
  return [
    {
      from: { file, path: subnet.path },
      id,
      vpcId: textOf(subnet.child('VpcId')),
      cidr: blockOf(subnet.child('CidrBlock')),
      zone: textOf(subnet.child('AvailabilityZone')),
      freeAddresses: subnet.child('AvailableIpAddressCount').integer() ?? null,
    },
  ];
}

/** Reads one entry of describe-network-interfaces. */
export function readInterface(one: Field, file: string): readonly InterfaceFact[] {
  const id = requiredText(one, 'NetworkInterfaceId');
  if (id === undefined) return [];
  return [
    {
      from: { file, path: one.path },
      id,
      description: one.child('Description').text() ?? '',
      address: addressOf(one.child('PrivateIpAddress')),
      vpcId: textOf(one.child('VpcId')),
      subnetId: textOf(one.child('SubnetId')),
      groupIds: membersOf(one.child('Groups'), 'GroupId'),
      status: textOf(one.child('Status')),
      checksSource: one.child('SourceDestCheck').flag() ?? null,
    },
  ];
}

/** Reads one entry of describe-security-groups. */
export function readSecurityGroup(group: Field, file: string): readonly SecurityGroupFact[] {
  const id = requiredText(group, 'GroupId');
  if (id === undefined) return [];
  return [
    {
      from: { file, path: group.path },
      id,
      vpcId: textOf(group.child('VpcId')),
      ingress: permissionsOf(group.child('IpPermissions')),
      egress: permissionsOf(group.child('IpPermissionsEgress')),
    },
  ];
}

function permissionsOf(permissions: Field): readonly PermissionFact[] {
  return permissions.entries().flatMap((permission) => {
    const protocol = requiredText(permission, 'IpProtocol');
    if (protocol === undefined) return [];
    return [
      {
        protocol,
        fromPort: permission.child('FromPort').integer() ?? null,
        toPort: permission.child('ToPort').integer() ?? null,
        cidrs: permission
          .child('IpRanges')
          .entries()
          .flatMap((range) => blockOf(range.child('CidrIp')) ?? []),
        groupIds: membersOf(permission.child('UserIdGroupPairs'), 'GroupId'),
        prefixListIds: membersOf(permission.child('PrefixListIds'), 'PrefixListId'),
      },
    ];
  });
}
