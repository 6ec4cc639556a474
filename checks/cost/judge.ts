import type { Judgement } from '#core/check.ts';
import { type Facts, say } from './messages.ts';
import { HOURS_A_MONTH, priceOf } from './price.ts';
import type { CostMeasurement, CostTarget } from './target.ts';

/** Never more than a note: what a node costs is no fault of the network. */
export function judge(target: CostTarget, { vcpus, from }: CostMeasurement): Judgement {
  const { nodes, tiers, lookedUpOn } = target;
  const nodeHours = vcpus * HOURS_A_MONTH;
  const fleetHours = nodeHours * nodes;
  const facts: Facts = { vcpus, from, nodes, nodeHours, fleetHours };
  const hours = { name: 'vcpu_hours_month', value: fleetHours, unit: 'count' } as const;
  if (tiers.length === 0) return { findings: [say.noRate(facts)], metrics: [hours] };
  const nodeUsd = round(priceOf(nodeHours, tiers));
  const fleetUsd = round(priceOf(fleetHours, tiers));
  return {
    findings: [say.estimate({ ...facts, nodeUsd, fleetUsd, lookedUpOn })],
    metrics: [
      hours,
      { name: 'node_cost_month', value: nodeUsd, unit: 'USD' },
      { name: 'fleet_cost_month', value: fleetUsd, unit: 'USD' },
    ],
  };
}

function round(usd: number): number {
  return Math.round(usd * 100) / 100;
}
