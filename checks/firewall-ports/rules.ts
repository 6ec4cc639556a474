import type { FirewallRule } from '#core/firewall-rule.ts';
import { caseId } from '#core/report.ts';
import type { Site } from '#core/site.ts';
import { isNetwork } from '#lib/firewall-lines.ts';
import { plan } from './plan.ts';
import { PEER, type PortOptions, type PortTarget, THIS_NODE } from './target.ts';

/** One rule for all that differs only in where it goes or in the port; names and addresses are rules apart. */
export function rules(site: Site, options: PortOptions): readonly FirewallRule[] {
  const single = plan(site, options).flatMap((one): readonly FirewallRule[] =>
    'target' in one ? ruleOf(caseId('firewall-ports', one), one.target, site) : [],
  );
  // Names stay apart: no firewall takes one, and the addresses beside it must not be lost for that.
  const [named, numbered] = [single.filter(isNamed), single.filter((rule) => !isNamed(rule))];
  return [...merged(numbered), ...merged(named)];
}

function isNamed({ destinations }: FirewallRule): boolean {
  return !destinations.every(isNetwork);
}

function merged(single: readonly FirewallRule[]): readonly FirewallRule[] {
  const sameFlow = Map.groupBy(single, (rule) => keyWithout(rule, 'destinations'));
  const toAll = [...sameFlow.values()].map((group) => merge(group, 'destinations'));
  const sameEnds = Map.groupBy(toAll, (rule) => keyWithout(rule, 'ports'));
  return [...sameEnds.values()].map((group) => {
    const rule = merge(group, 'ports');
    return { ...rule, ports: inRanges(rule.ports) };
  });
}

function ruleOf(id: string, target: PortTarget, site: Site): readonly FirewallRule[] {
  const { entry, component, protocol, port, weight, direction, sources } = target;
  const destinations = destinationsOf(target, site);
  // No firewall between the sites ever sees what stays inside a pod.
  if (direction === 'pod-internal' || destinations.length === 0) return [];
  // Where the network plugin does not translate them, pods call the API with their own addresses.
  const pods = entry === 'kubernetes-api' ? site.networks.remotePods : [];
  return [
    {
      cases: [id],
      direction,
      protocol,
      ports: [String(port)],
      sources: [...new Set([...sources, ...pods])],
      destinations,
      purpose: component,
      isRequired: weight === 'required',
    },
  ];
}

function destinationsOf({ host }: PortTarget, { networks, peer, nodeAddress }: Site) {
  // What must reach this node must reach every node.
  if (host === THIS_NODE || host === nodeAddress) return networks.remoteNodes;
  if (host !== PEER) return [host];
  return peer?.host === undefined ? [] : [peer.host];
}

/** Rules of one key differ in that part only, and in the cases that prove them. */
function keyWithout(rule: FirewallRule, part: 'ports' | 'destinations'): string {
  return JSON.stringify({ ...rule, cases: [], [part]: [] });
}

function merge(group: readonly FirewallRule[], part: 'ports' | 'destinations'): FirewallRule {
  const [first] = group;
  if (first === undefined) throw new Error('a group holds at least one rule');
  const parts = [...new Set(group.flatMap((rule) => rule[part]))];
  return { ...first, cases: group.flatMap(({ cases }) => cases), [part]: parts };
}

/** `443, 30000, 30001, 30002` reads `443, 30000-30002`. */
function inRanges(ports: readonly string[]): readonly string[] {
  const ranges: { from: number; to: number }[] = [];
  for (const port of ports.map(Number).sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last?.to === port - 1) last.to = port;
    else ranges.push({ from: port, to: port });
  }
  return ranges.map(({ from, to }) => (from === to ? `${from}` : `${from}-${to}`));
}
