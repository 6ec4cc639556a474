import type { Finding } from '#core/finding.ts';
import { type Flow, type FlowHop, sortFlows } from '#lib/trace/flow.ts';
import { type Facts, type FlowFacts, say } from './messages.ts';

/** Says which flows never arrive while others do. */
export function findingsOnFlows(flows: readonly Flow[], facts: Facts): readonly Finding[] {
  const { alive, dead, doubtful, sent, answered } = sortFlows(flows);
  const common = { ...facts, flows: alive.length + dead.length + doubtful.length, sent, answered };
  const about = (silent: readonly Flow[]): FlowFacts => ({
    ...common,
    silentPorts: silent.map(({ sourcePort }) => sourcePort),
    alivePorts: alive.map(({ sourcePort }) => sourcePort),
    tries: Math.min(...silent.map((flow) => flow.sent)),
    ...endsOf(silent, alive),
  });
  return [
    ...(dead.length === 0 ? [] : [say.branchDead(about(dead))]),
    ...(doubtful.length === 0 ? [] : [say.flowsSilent(about(doubtful))]),
  ];
}

/** Where silent flows were seen last, and where others come by next: only of flows that were followed. */
function endsOf(
  silent: readonly Flow[],
  alive: readonly Flow[],
): Pick<FlowFacts, 'lastSeen' | 'others'> {
  const lasts = silent.flatMap(({ hops }) => hops?.at(-1) ?? []);
  const nexts = lasts.flatMap(({ ttl }) =>
    alive.flatMap(({ hops }) => hops?.find((hop) => hop.ttl > ttl) ?? []),
  );
  return { lastSeen: distinct(lasts), others: distinct(nexts) };
}

function distinct(hops: readonly FlowHop[]): readonly string[] {
  return [...new Set(hops.map(({ ttl, address }) => `${address} (hop ${ttl})`))];
}
