import { isIP } from 'node:net';
import type { FirewallRule } from '#core/firewall-rule.ts';
import { shellWord } from './text/shell-word.ts';

type Flow = Pick<
  FirewallRule,
  'direction' | 'protocol' | 'ports' | 'sources' | 'destinations' | 'purpose'
>;

/** Returns the row that a firewall team works from: `tcp 443 from 10.80.0.0/16 to 10.20.1.10`. */
export function firewallRow({ protocol, ports, sources, destinations }: Flow): string {
  return `${protocol} ${ports.join(', ')} from ${listed(sources)} to ${listed(destinations)}`;
}

/**
 * Returns the command for a Linux router or firewall (nft(8)), on the chain that forwards. Names have no place in a
 * rule: undefined where the destination is one.
 */
export function nftLine({ protocol, ports, sources, destinations }: Flow): string | undefined {
  if (!destinations.every(isNetwork)) return undefined;
  const from = sources.length === 0 ? '' : ` ip saddr ${set(sources)}`;
  return `nft add rule inet filter forward${from} ip daddr ${set(destinations)} ${protocol} dport ${set(ports)} accept`;
}

/**
 * Returns the commands of the AWS CLI that open a security group: ingress of the group of each destination for what
 * comes from on premises, egress of the group that sends for what goes there. None for traffic that stays on premises,
 * and none for names: a security group takes networks only.
 * https://docs.aws.amazon.com/cli/latest/reference/ec2/authorize-security-group-ingress.html
 */
export function awsLines(flow: Flow, cluster: string): readonly string[] {
  switch (flow.direction) {
    case 'on-prem':
      return [];
    case 'to-on-prem': {
      const networks = flow.destinations.filter(isNetwork);
      if (networks.length === 0) return [];
      return [
        `aws ec2 authorize-security-group-egress --group-id ${sendingGroup(flow, cluster)} --ip-permissions '${permission(flow, networks)}'`,
      ];
    }
    case 'to-aws':
      return flow.destinations
        .filter((destination) => isIP(destination) !== 0)
        .map(
          (address) =>
            `aws ec2 authorize-security-group-ingress --group-id ${groupOf(address)} --ip-permissions '${permission(flow, flow.sources)}'`,
        );
  }
}

/** Returns the command that opens one security group by its id. */
export function groupLine(groupId: string, way: 'in' | 'out', flow: Opening): string {
  const action = way === 'in' ? 'ingress' : 'egress';
  return `aws ec2 authorize-security-group-${action} --group-id ${shellWord(groupId)} --ip-permissions '${permission(flow, flow.networks)}'`;
}

type Opening = Pick<Flow, 'protocol' | 'ports' | 'purpose'> & {
  readonly networks: readonly string[];
};

/** `IpPermissions` in the JSON that the API takes (API_IpPermission). */
function permission(
  { protocol, ports, purpose }: Pick<Flow, 'protocol' | 'ports' | 'purpose'>,
  networks: readonly string[],
): string {
  const IpRanges = networks.map((network) => ({
    CidrIp: network.includes('/') ? network : `${network}/32`,
    Description: described(purpose),
  }));
  const permissions = ports.map((range) => {
    const [from = '', to = from] = range.split('-');
    return { IpProtocol: protocol, FromPort: Number(from), ToPort: Number(to), IpRanges };
  });
  return JSON.stringify(permissions);
}

/** The characters that a description may have (API_IpRange), and none that ends a quoted word. */
function described(purpose: string): string {
  return purpose.replaceAll(/[^\w .:/()#,@[\]+=&;{}!$*-]/g, ' ').slice(0, 255);
}

/** Whatever has the address in the VPC: an API interface, a resolver endpoint, an instance. */
function groupOf(address: string): string {
  return `"$(aws ec2 describe-network-interfaces --filters Name=addresses.private-ip-address,Values=${address} --query 'NetworkInterfaces[0].Groups[0].GroupId' --output text)"`;
}

/** The API sends from its own interfaces, DNS questions leave through the outbound endpoint. */
function sendingGroup({ ports }: Flow, cluster: string): string {
  if (ports.includes('53')) {
    return `"$(aws route53resolver list-resolver-endpoints --filters Name=Direction,Values=OUTBOUND --query 'ResolverEndpoints[0].SecurityGroupIds[0]' --output text)"`;
  }
  return `"$(aws eks describe-cluster --name ${shellWord(cluster)} --query cluster.resourcesVpcConfig.clusterSecurityGroupId --output text)"`;
}

/** An address or a block of them, as opposed to a name. */
export function isNetwork(text: string): boolean {
  return isIP(text.split('/')[0] ?? '') !== 0;
}

function set(networks: readonly string[]): string {
  return networks.length === 1 ? (networks[0] ?? '') : `{ ${networks.join(', ')} }`;
}

function listed(networks: readonly string[]): string {
  return networks.length === 0 ? 'this host' : networks.join(', ');
}
