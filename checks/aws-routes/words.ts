import type { PortRange } from '#lib/aws-paths/flow.ts';
import { shellWord } from '#lib/text/shell-word.ts';

/** What every finding about one route table speaks of. */
export type RouteWords = {
  readonly network: string;
  readonly table: string;
  readonly place: string;
  readonly isMain: boolean;
  readonly subnetIds: readonly string[];
  /** What of the network it is about. */
  readonly blocks: readonly string[];
  readonly blockCount: number;
  readonly destination: string;
  readonly gateway: string;
  readonly via: string | null;
};

/** `10.80.4.0/24 of 10.80.0.0/16`, or the network where it is all of it. */
export function partWords({ network, blocks, blockCount }: RouteWords): string {
  if (blockCount === 1 && blocks[0] === network) return network;
  return `${listed(blocks, blockCount)} of ${network}`;
}

export function listed(texts: readonly string[], count: number = texts.length): string {
  const shown = texts.slice(0, MOST_SHOWN);
  const more = count - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}

const MOST_SHOWN = 8;

/** `rtb-0a1 (the main table, for subnet-0a1)` */
export function tableWords({ table, isMain, subnetIds }: RouteWords): string {
  return `${table} (${isMain ? 'the main table, ' : ''}for ${listed(subnetIds)})`;
}

/** The option of `aws ec2 create-route` that names this kind of gateway. */
export function gatewayOption(gateway: string | null): string {
  if (gateway === null) return '--transit-gateway-id TGW_ID';
  const known = OPTIONS.find(([prefix]) => gateway.startsWith(prefix));
  return `${known?.[1] ?? '--gateway-id'} ${shellWord(gateway)}`;
}

const OPTIONS = [
  ['tgw-', '--transit-gateway-id'],
  ['eni-', '--network-interface-id'],
  ['i-', '--instance-id'],
  ['lgw-', '--local-gateway-id'],
  ['arn:', '--core-network-arn'],
] as const;

/** `$ aws ec2 create-route …`; at a virtual private gateway, what its VPN or Direct Connect learns may come by itself. */
export function routeLine(
  action: 'create' | 'replace',
  { table, via }: Pick<RouteWords, 'table' | 'via'>,
  destination: string,
): string {
  const line = `$ aws ec2 ${action}-route --route-table-id ${shellWord(table)} --destination-cidr-block ${shellWord(destination)} ${gatewayOption(via)}`;
  if (via?.startsWith('vgw-') !== true) return line;
  return `${line}\nOr let it be learned:\n$ aws ec2 enable-vgw-route-propagation --route-table-id ${shellWord(table)} --gateway-id ${shellWord(via)}`;
}

export function portsWords({ from, to }: PortRange): string {
  return from === to ? `${from}` : `${from}-${to}`;
}
