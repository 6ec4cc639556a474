import { shellWord } from '#lib/text/shell-word.ts';

const ofVpc = (vpcId: string | null): string =>
  `--filters Name=vpc-id,Values=${vpcId === null ? 'VPC_ID' : shellWord(vpcId)} --output json`;

/** The commands of the AWS CLI whose answers the cases are judged by. */
export const SAVE = {
  cluster: (name: string) =>
    `aws eks describe-cluster --name ${shellWord(name)} --output json > cluster.json`,
  routeTables: (vpcId: string | null) =>
    `aws ec2 describe-route-tables ${ofVpc(vpcId)} > route-tables.json`,
  securityGroups: (vpcId: string | null) =>
    `aws ec2 describe-security-groups ${ofVpc(vpcId)} > security-groups.json`,
  networkAcls: (vpcId: string | null) =>
    `aws ec2 describe-network-acls ${ofVpc(vpcId)} > network-acls.json`,
  interfaces: (vpcId: string | null) =>
    `aws ec2 describe-network-interfaces ${ofVpc(vpcId)} > interfaces.json`,
  resolvers: () => 'aws route53resolver list-resolver-endpoints --output json > resolvers.json',
  attachments: () =>
    'aws ec2 describe-transit-gateway-attachments --output json > attachments.json',
  gatewayRoutes: (tableId: string | undefined) =>
    `aws ec2 search-transit-gateway-routes --transit-gateway-route-table-id ${tableId === undefined ? 'TGW_RTB_ID' : shellWord(tableId)} --filters Name=state,Values=active,blackhole --output json > tgw-routes.json`,
  vpns: () => 'aws ec2 describe-vpn-connections --output json > vpns.json',
  virtualInterfaces: () =>
    'aws directconnect describe-virtual-interfaces --output json > virtual-interfaces.json',
} as const;

/** Why a case cannot be judged, and what to save for it. */
export function lacking(what: string, ...commands: readonly string[]): string {
  return `The saved answers do not hold ${what}. Save them beside the others: ${commands.join('; ')}`;
}
