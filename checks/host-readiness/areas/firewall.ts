import type { Finding } from '#core/finding.ts';
import type { Site } from '#core/site.ts';
import { parseCidr } from '#lib/cidr/parse.ts';
import type { Fate } from '#lib/packet-filter/packet.ts';
import { defineArea, type World } from '../area.ts';
import { lookAtFirewall, type Seen } from '../firewall-rules.ts';
import { say } from '../messages.ts';
import { portsOf } from '../required-ports.ts';
import type { Gate } from '../words/firewall.ts';

type Wanted = Omit<Gate, 'fate'>;
type FirewallTarget = { readonly gates: readonly Wanted[] };
type FirewallFacts =
  | { readonly kind: 'unseen'; readonly why: string }
  | { readonly kind: 'seen'; readonly tool: string; readonly fates: readonly Fate[] };

export const firewall = defineArea({
  name: 'firewall',
  target: (site): FirewallTarget => ({ gates: gatesOf(site) }),
  look: async (world, { gates }, signal): Promise<FirewallFacts> => {
    const [seen, name] = await Promise.all([
      lookAtFirewall(world, signal),
      defaultInterface(world, signal),
    ]);
    if (seen.kind === 'unseen') return seen;
    return { kind: 'seen', tool: seen.tool, fates: gates.map((gate) => fateOf(gate, seen, name)) };
  },
  judge: (facts: FirewallFacts, { gates }: FirewallTarget): readonly Finding[] => {
    if (facts.kind === 'unseen') return [say.firewallUnseen(facts)];
    const { tool, fates } = facts;
    const all = gates.map((gate, index): Gate => ({ ...gate, fate: fates[index] ?? 'unclear' }));
    const dropped = all.filter(({ fate }) => fate === 'dropped');
    const unclear = all.filter(({ fate }) => fate === 'unclear');
    return [
      ...(dropped.length === 0 ? [] : [say.firewallBlocks({ tool, gates: dropped })]),
      ...(unclear.length === 0 ? [] : [say.firewallUnclear({ tool, gates: unclear })]),
    ];
  },
});

/** Who must get in, from where. The gateway sends VXLAN from the VPC. */
function gatesOf({ components, networks }: Site): readonly Wanted[] {
  const nodes = networks.remoteNodes;
  const gates = portsOf({ components }).flatMap(({ protocol, port, component, callers }) => {
    const isForGateway = components.gateway === 'hybrid-nodes' && port === VXLAN_PORT;
    const sources = {
      vpc: networks.vpc,
      nodes: isForGateway ? [...nodes, ...networks.vpc] : nodes,
      nobody: [],
    };
    return sources[callers].map((source) => ({ protocol, port, component, source }));
  });
  return gates.slice(0, MOST_GATES);
}

const VXLAN_PORT = 8472;
const MOST_GATES = 64;

function fateOf({ source, protocol, port }: Wanted, seen: Seen, name: string | null): Fate {
  const parsed = parseCidr(source, { hostBits: 'mask' });
  if (!parsed.ok) return 'unclear';
  return seen.fateOf({ protocol, port, source: parsed.cidr, interface: name });
}

/** Packets from elsewhere arrive where those to elsewhere leave, on a host with one uplink. */
async function defaultInterface({ host }: World, signal: AbortSignal): Promise<string | null> {
  const routes = await host.routes(signal).catch(() => []);
  const names = routes.flatMap(({ destination, interface: name }) =>
    destination === '0.0.0.0/0' ? [name] : [],
  );
  return new Set(names).size === 1 ? (names[0] ?? null) : null;
}
