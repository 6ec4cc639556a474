import type { Field } from '../fields/fields.ts';
import type {
  ResolverAddressFact,
  ResolverEndpointFact,
  ResolverRuleFact,
} from '#core/aws-facts.ts';
import { addressOf, requiredText, textOf, textsOf } from './fields.ts';

/** Reads one entry of list-resolver-endpoints. */
export function readResolverEndpoint(one: Field, file: string): readonly ResolverEndpointFact[] {
  const id = requiredText(one, 'Id');
  const direction = requiredText(one, 'Direction');
  if (id === undefined || direction === undefined) return [];
  return [
    {
      from: { file, path: one.path },
      id,
      direction,
      vpcId: textOf(one.child('HostVPCId')),
      addressCount: one.child('IpAddressCount').integer() ?? null,
      securityGroupIds: textsOf(one.child('SecurityGroupIds')),
    },
  ];
}

/** Reads one entry of list-resolver-endpoint-ip-addresses; one that has no IPv4 address is left out. */
export function readResolverAddress(one: Field, file: string): readonly ResolverAddressFact[] {
  const address = addressOf(one.child('Ip'));
  if (address === null) return [];
  return [{ from: { file, path: one.path }, address, subnetId: textOf(one.child('SubnetId')) }];
}

const DNS_PORT = 53;

/** Reads one entry of list-resolver-rules. */
export function readResolverRule(one: Field, file: string): readonly ResolverRuleFact[] {
  const domain = requiredText(one, 'DomainName');
  const type = requiredText(one, 'RuleType');
  if (domain === undefined || type === undefined) return [];
  const targets = one
    .child('TargetIps')
    .entries()
    .flatMap((target) => {
      const address = addressOf(target.child('Ip'));
      const port = target.child('Port').integer() ?? DNS_PORT;
      return address === null ? [] : [{ address, port }];
    });
  return [{ from: { file, path: one.path }, domain, type, targets }];
}
