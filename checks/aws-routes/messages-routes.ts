import { message } from '#core/messages.ts';
import { shellWord } from '#lib/text/shell-word.ts';
import { listed, partWords, routeLine, type RouteWords, tableWords } from './words.ts';

const ROUTE: RouteWords = {
  network: '10.80.0.0/16',
  table: 'rtb-0a2',
  place: 'answers/route-tables.json, RouteTables[1]',
  isMain: false,
  subnetIds: ['subnet-0a2'],
  blocks: ['10.80.0.0/16'],
  blockCount: 1,
  destination: '10.80.0.0/16',
  gateway: 'tgw-0a1',
  via: 'tgw-0a1',
};

const STOLEN = { blocks: ['10.80.4.0/24'], destination: '10.80.4.0/24', gateway: 'pcx-0a1' };

/** What route tables of the VPC do wrong. */
export const routeMessages = {
  routeMissing: message<RouteWords>({
    severity: 'fail',
    title: 'A route table does not lead to the remote network',
    example: { ...ROUTE, destination: '', gateway: '' },
    detail: (facts) =>
      `${tableWords(facts)} has no route for ${partWords(facts)}: whatever AWS sends there from these subnets, answers among it, is dropped (${facts.place}).`,
    fix: (facts) =>
      `Lead it to the gateway of the link; narrower routes go before it:\n${routeLine('create', facts, facts.network)}`,
  }),
  routeBlackhole: message<RouteWords>({
    severity: 'fail',
    title: 'A route to the remote network is a black hole',
    example: ROUTE,
    detail: (facts) =>
      `${tableWords(facts)} sends ${partWords(facts)} by ${facts.destination} to ${facts.gateway || 'nothing'}, which is gone or not attached: its state is blackhole (${facts.place}).`,
    fix: (facts) =>
      `Attach the gateway to the VPC again, or lead the route to the one that is:\n${routeLine('replace', facts, facts.destination)}`,
  }),
  routeElsewhere: message<RouteWords>({
    severity: 'fail',
    title: 'A route leads the remote network elsewhere',
    example: { ...ROUTE, ...STOLEN },
    detail: (facts) =>
      `${tableWords(facts)} sends ${partWords(facts)} by ${facts.destination} to ${facts.gateway}, ${elsewhere(facts.gateway)} (${facts.place}).`,
    fix: (facts) => awayFrom(facts),
  }),
  routeTargetDown: message<
    RouteWords & {
      readonly what: 'target' | 'attachment' | 'source-check';
      readonly state: string;
      readonly stateAt: string;
    }
  >({
    severity: 'fail',
    title: 'The gateway of a route passes nothing on',
    example: {
      ...{ ...ROUTE, what: 'attachment', state: 'pendingAcceptance' },
      stateAt: 'answers/attachments.json, TransitGatewayAttachments[0]',
    },
    detail: ({ what, state, stateAt, ...facts }) =>
      `${tableWords(facts)} sends ${partWords(facts)} to ${facts.gateway} (${facts.place}), ${TROUBLES[what]} ${state} (${stateAt}).`,
    fix: ({ what, gateway }) =>
      what === 'source-check'
        ? `Let it forward what is not for itself:\n$ aws ec2 modify-network-interface-attribute --network-interface-id ${shellWord(gateway)} --no-source-dest-check`
        : `Bring it up, or see who has to accept it:\n$ ${lookAt(gateway)}`,
  }),
  routeThroughFirewall: message<RouteWords>({
    severity: 'inconclusive',
    title: 'The way to the remote network leads through a firewall of the VPC',
    example: { ...ROUTE, gateway: 'vpce-0a1' },
    detail: (facts) =>
      `${tableWords(facts)} sends ${partWords(facts)} to the endpoint ${facts.gateway} (${facts.place}): what stands behind it, and the route table of its subnet, decide.`,
    fix: (facts) =>
      `See the table of the endpoint's own subnet, and the firewall's rules; packets decide it (firewall-ports, with a peer):\n$ aws ec2 describe-vpc-endpoints --vpc-endpoint-ids ${shellWord(facts.gateway)} --query 'VpcEndpoints[0].SubnetIds'`,
  }),
  prefixListUntold: message<RouteWords & { readonly prefixLists: readonly string[] }>({
    severity: 'inconclusive',
    title: 'Whether a prefix list holds the remote network is not known',
    example: { ...ROUTE, destination: '', gateway: '', prefixLists: ['pl-0a1'] },
    detail: ({ prefixLists, ...facts }) =>
      `${tableWords(facts)} has no route for ${partWords(facts)} by its block, and routes by ${listed(prefixLists)}, whose entries the answers do not hold (${facts.place}).`,
    fix: ({ prefixLists, network }) =>
      [
        `Look for ${network} in them:`,
        ...prefixLists
          .slice(0, 4)
          .map(
            (id) => `$ aws ec2 get-managed-prefix-list-entries --prefix-list-id ${shellWord(id)}`,
          ),
      ].join('\n'),
  }),
  tableUntold: message<{
    readonly network: string;
    readonly subnetIds: readonly string[];
    readonly save: string;
  }>({
    severity: 'inconclusive',
    title: 'The route table of a subnet is not in the answers',
    example: {
      network: '10.80.0.0/16',
      subnetIds: ['subnet-0a3'],
      save: 'aws ec2 describe-route-tables --filters Name=vpc-id,Values=vpc-0a1 --output json > route-tables.json',
    },
    detail: ({ network, subnetIds }) =>
      `Whether ${listed(subnetIds)} leads to ${network} cannot be said: neither a table of its own nor the main table of the VPC was saved.`,
    fix: ({ save }) => `Save all tables of the VPC:\n$ ${save}`,
  }),
  routesSplit: message<{
    readonly network: string;
    readonly table: string;
    readonly place: string;
    readonly gateways: readonly string[];
  }>({
    severity: 'note',
    title: 'Parts of a remote network take different gateways',
    example: {
      ...{ network: '10.80.0.0/16', table: 'rtb-0a1', gateways: ['tgw-0a1', 'vgw-0a1'] },
      place: 'answers/route-tables.json, RouteTables[0]',
    },
    detail: ({ network, table, place, gateways }) =>
      `${table} sends ${network} in parts to ${listed([...new Set(gateways)])} (${place}): hosts of one network may fare differently.`,
    fix: () =>
      'Nothing, if that is meant. Firewalls that keep state need both directions of a connection on one way.',
  }),
} as const;

const TROUBLES = {
  target: 'which is',
  attachment: 'whose attachment to the VPC is',
  'source-check': 'whose check of source and destination is',
} as const;

function elsewhere(gateway: string): string {
  if (gateway === 'local') return 'which is the VPC itself: the two networks overlap';
  if (gateway.startsWith('pcx-')) {
    return 'a peering, which passes nothing on beyond the VPC at its other end';
  }
  if (gateway.startsWith('igw-') || gateway.startsWith('nat-')) {
    return 'which is the way to the internet, where private addresses are dropped';
  }
  return 'which leads to no site of yours';
}

/** A route for less than the network is taken away, one for more gets a narrower one beside it. */
function awayFrom(facts: RouteWords): string {
  const { table, destination, gateway, network } = facts;
  if (gateway === 'local')
    return `Give one of the two other addresses: see cidr-overlap for ${network}.`;
  if (destination === network) {
    return `Lead it to the gateway of the link:\n${routeLine('replace', facts, destination)}`;
  }
  return prefixOf(destination) > prefixOf(network)
    ? `Take the narrower route away, or lead it to the gateway of the link:\n$ aws ec2 delete-route --route-table-id ${shellWord(table)} --destination-cidr-block ${shellWord(destination)}`
    : `Add a route of its own to the gateway of the link:\n${routeLine('create', facts, network)}`;
}

function prefixOf(block: string): number {
  return Number(block.split('/')[1]);
}

function lookAt(gateway: string): string {
  if (gateway.startsWith('tgw-')) {
    return `aws ec2 describe-transit-gateway-attachments --filters Name=transit-gateway-id,Values=${shellWord(gateway)}`;
  }
  return gateway.startsWith('vgw-')
    ? `aws ec2 describe-vpn-gateways --vpn-gateway-ids ${shellWord(gateway)}`
    : `aws ec2 describe-network-interfaces --network-interface-ids ${shellWord(gateway)}`;
}
