import type { Json } from '#core/json.ts';

/** Where an element of EC2's answers is not the member's name with a small first letter (its service model). */
const ELEMENTS: Readonly<Record<string, string>> = {
  Vpcs: 'vpcSet',
  Subnets: 'subnetSet',
  RouteTables: 'routeTableSet',
  Associations: 'associationSet',
  PropagatingVgws: 'propagatingVgwSet',
  Routes: 'routeSet',
  'VpnConnections.Routes': 'routes',
  SecurityGroups: 'securityGroupInfo',
  UserIdGroupPairs: 'groups',
  NetworkAcls: 'networkAclSet',
  Entries: 'entrySet',
  IsDefault: 'default',
  'Vpcs.IsDefault': 'isDefault',
  NetworkInterfaces: 'networkInterfaceSet',
  Groups: 'groupSet',
  VpnConnections: 'vpnConnectionSet',
  TunnelOptions: 'tunnelOptionSet',
  VpnGateways: 'vpnGatewaySet',
  VpcAttachments: 'attachments',
};

/** Returns an answer of the EC2 Query protocol, of what the CLI prints. */
export function ec2Answer(action: string, answer: Readonly<Record<string, Json>>): string {
  const space = 'http://ec2.amazonaws.com/doc/2016-11-15/';
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${action}Response xmlns="${space}"><requestId>0a1</requestId>${membersOf(answer, '')}</${action}Response>`;
}

export function ec2Error(code: string, message: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Response><Errors><Error><Code>${code}</Code><Message>${escape(message)}</Message></Error></Errors><RequestID>0a1</RequestID></Response>`;
}

function membersOf(value: Readonly<Record<string, Json>>, parent: string): string {
  return Object.entries(value)
    .map(([key, part]) => {
      const element = ELEMENTS[`${parent}.${key}`] ?? ELEMENTS[key] ?? small(key);
      return `<${element}>${contentOf(part, key)}</${element}>`;
    })
    .join('');
}

function contentOf(value: Json, key: string): string {
  if (Array.isArray(value)) {
    // Array.isArray does not narrow a readonly array.
    return (value as readonly Json[]).map((one) => `<item>${contentOf(one, key)}</item>`).join('');
  }
  if (value !== null && typeof value === 'object') {
    return membersOf(value as Readonly<Record<string, Json>>, key);
  }
  return escape(String(value));
}

function small(key: string): string {
  return key.charAt(0).toLowerCase() + key.slice(1);
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
