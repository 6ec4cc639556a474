import type { FirewallRule } from '#core/firewall-rule.ts';
import type { AwsSays } from '#lib/aws-paths/aws-says.ts';
import { awsLines, firewallRow, nftLine } from '#lib/firewall-lines.ts';
import type { LastHop } from '#lib/trace/last-hop.ts';
import type { PortTarget } from './target.ts';

/** Where packets end that do not get through, as far as two sides together can say. */
export type BreaksAt = 'way-there' | 'way-back' | 'between-sites' | 'at-target' | 'unknown';

/** What every finding of this check speaks of. */
export type Facts = Pick<
  PortTarget,
  'component' | 'protocol' | 'port' | 'direction' | 'sources' | 'cluster' | 'note' | 'aws'
> & {
  readonly address: string;
  readonly afterMs: number;
  readonly breaksAt: BreaksAt;
  readonly lastHop: LastHop | null;
};

export const API: Facts = {
  component: 'Kubernetes API',
  protocol: 'tcp',
  address: '10.20.1.10',
  port: 443,
  direction: 'to-aws',
  afterMs: 3000,
  sources: ['10.80.0.0/16'],
  cluster: 'prod',
  note: 'The kubelet needs it.',
  aws: null,
  breaksAt: 'unknown',
  lastHop: { address: '10.255.0.1', ttl: 2, silentTtl: 3 },
};

export const KUBELET: Facts = {
  ...API,
  component: 'kubelet',
  address: '10.80.1.10',
  port: 10250,
  direction: 'to-on-prem',
  sources: ['10.20.0.0/16'],
};

export const RESOLVER: Facts = {
  ...API,
  component: 'Route 53 inbound endpoint',
  protocol: 'udp',
  address: '10.20.1.53',
  port: 53,
  note: 'A real DNS query.',
};

export function nameOf({ component, protocol, address, port }: Facts): string {
  return `${component} (${protocol}/${port} at ${address})`;
}

/** The side that the packets go to, where it takes part. */
export function otherSide({ direction }: Pick<Facts, 'direction'>): string {
  return direction === 'to-on-prem' ? 'this host' : 'the peer';
}

/** Where it breaks, as a sentence; empty where one side alone cannot say. */
export function whereOf(facts: Facts): string {
  const other = otherSide(facts);
  switch (facts.breaksAt) {
    case 'way-there':
      return ` ${capital(other)} listened there at the time and saw nothing come, while its control connection lives: dropped on the way to ${facts.address}.`;
    case 'way-back':
      return ` ${capital(other)} saw it come and answered: the answer is lost on the way back from ${facts.address}.`;
    case 'between-sites':
      return ` ${capital(other)} reaches ${facts.address} at the same time: it is dropped between the two sites.`;
    case 'at-target':
      return ` ${capital(other)} does not reach ${facts.address} either: the trouble is there, or right in front of it.`;
    case 'unknown':
      return '';
  }
}

/** Whose side it is on, as saved answers of the AWS CLI have it; empty where they do not decide it. */
export function awsWords({ aws }: Facts): string {
  return aws === null ? '' : `\n${sideOf(aws)}`;
}

function sideOf(aws: AwsSays): string {
  switch (aws.kind) {
    case 'allows':
      return `AWS’s security groups (${aws.groups.join(', ')}) and routes (${aws.tables.join(', ')}) allow it, by the saved answers: look at the firewall and the routes on premises.`;
    case 'group-lacks':
      return `By the saved answers, the security group ${aws.ids.join(', ')} lacks the rule: mend it first, see aws-routes.`;
    case 'route-lacks':
      return `By the saved answers, ${aws.ids.join(', ')} does not lead to the nodes: mend the route first, see aws-routes.`;
    case 'acl-drops':
      return `By the saved answers, the network ACL ${aws.ids.join(', ')} drops it: mend it first, see aws-routes.`;
  }
}

/** What to add, and where, line by line; the first line is what a firewall team asks for. */
export function openRule(facts: Facts): string {
  const rule = ruleOf(facts);
  const nft = nftLine(rule);
  const aws = awsLines(rule, facts.cluster);
  const where = aws.length === 0 ? 'on premises' : 'on premises, and in AWS';
  return [
    `Allow ${firewallRow(rule)}, and the answers back: ${where}.`,
    ...(nft === undefined ? [] : [`$ ${nft}`]),
    ...aws.map((line) => `$ ${line}`),
  ].join('\n');
}

/** Answers that a stateless filter does not let out: its ports are those that the asking side chose. */
export function openAnswers({ protocol, address, port, sources }: Facts): string {
  const to = sources.length === 0 ? 'this host' : sources.join(', ');
  return `Let the answers out: ${protocol} from ${address} port ${port} to ${to} ports 1024-65535, in the network ACL (it keeps no state), on ${address} itself and on every firewall of the way back; see that both directions take one path.`;
}

function ruleOf({ direction, protocol, port, sources, address, component }: Facts): FirewallRule {
  return {
    cases: [],
    direction: direction === 'pod-internal' ? 'to-aws' : direction,
    protocol,
    ports: [String(port)],
    sources,
    destinations: [address],
    purpose: component,
    isRequired: true,
  };
}

export function seconds(ms: number): string {
  return `${Math.round(ms / 100) / 10} s`;
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
