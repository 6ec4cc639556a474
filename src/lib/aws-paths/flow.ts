import type { Site } from '#core/site.ts';
import { isNetwork } from '../firewall-lines.ts';

/** What a flow of packets asks of an interface in AWS: one port from or to one network. */
export type Want = {
  readonly protocol: 'tcp' | 'udp';
  readonly port: number;
  readonly network: string;
};

export type PortRange = { readonly from: number; readonly to: number };

/** Whose interfaces in AWS stand at the end of a flow. */
export type FlowEnd = 'kubernetes-api' | 'inbound-endpoint' | 'outbound-endpoint';

/** Packets between an interface in AWS and networks on premises. */
export type Flow = {
  /** `tcp/443@kubernetes-api` */
  readonly id: string;
  readonly end: FlowEnd;
  /** Which way its first packet goes, seen from the interface. */
  readonly way: 'in' | 'out';
  readonly wants: readonly Want[];
  /** Where the answers go to, on the side that asks. */
  readonly answerPorts: PortRange;
  readonly purpose: string;
};

/** What Linux hands out to who connects (ip(7), ip_local_port_range). */
const LINUX_PORTS: PortRange = { from: 32_768, to: 60_999 };

/** Resolvers choose any against forged answers (RFC 5452 §4.5). */
const RESOLVER_PORTS: PortRange = { from: 1024, to: 65_535 };

/**
 * Returns what security groups and network ACLs must let through.
 * https://docs.aws.amazon.com/eks/latest/userguide/hybrid-nodes-networking.html
 */
export function flowsOf(site: Site): readonly Flow[] {
  const { remoteNodes, remotePods } = site.networks;
  const resolvers = site.resolvers.onPrem.filter(({ host }) => isNetwork(host));
  const askers = resolvers.length === 0 ? remoteNodes : resolvers.map(({ host }) => `${host}/32`);
  const flows: readonly Flow[] = [
    {
      ...{ id: 'tcp/443@kubernetes-api', end: 'kubernetes-api', way: 'in' },
      wants: wantsOf('tcp', [443], [...remoteNodes, ...remotePods]),
      answerPorts: LINUX_PORTS,
      purpose: 'Kubernetes API',
    },
    {
      ...{ id: 'tcp/10250@remote-nodes', end: 'kubernetes-api', way: 'out' },
      wants: wantsOf('tcp', [10_250], remoteNodes),
      answerPorts: LINUX_PORTS,
      purpose: 'kubelet',
    },
    {
      ...{ id: 'webhooks@remote-pods', end: 'kubernetes-api', way: 'out' },
      wants: wantsOf('tcp', webhookPorts(site), remotePods),
      answerPorts: LINUX_PORTS,
      purpose: 'webhooks and aggregated APIs in pods',
    },
    {
      ...{ id: 'dns@inbound-endpoint', end: 'inbound-endpoint', way: 'in' },
      wants: [...wantsOf('udp', [53], askers), ...wantsOf('tcp', [53], askers)],
      answerPorts: RESOLVER_PORTS,
      purpose: 'DNS from on premises',
    },
    {
      ...{ id: 'dns@outbound-endpoint', end: 'outbound-endpoint', way: 'out' },
      wants: resolvers.flatMap(({ host, port = 53 }) => [
        ...wantsOf('udp', [port], [`${host}/32`]),
        ...wantsOf('tcp', [port], [`${host}/32`]),
      ]),
      answerPorts: RESOLVER_PORTS,
      purpose: 'DNS to on premises',
    },
  ];
  return flows.filter(({ wants }) => wants.length > 0);
}

function wantsOf(
  protocol: Want['protocol'],
  ports: readonly number[],
  networks: readonly string[],
): readonly Want[] {
  return networks.flatMap((network) => ports.map((port) => ({ protocol, port, network })));
}

/** As pod-routes tries them, and those that webhooks calls. */
function webhookPorts({ options, targets }: Site): readonly number[] {
  const section = Object(options['pod-routes']) as { readonly webhookPorts?: unknown };
  const { webhookPorts = [] } = section;
  const usual = Array.isArray(webhookPorts) ? webhookPorts.filter(Number.isInteger) : [];
  const called = targets.webhooks.flatMap(({ at }) => (at.kind === 'endpoint' ? [at.port] : []));
  return [...new Set([...usual.map(Number), ...called])];
}
