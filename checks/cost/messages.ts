import { defineMessages, message } from '#core/messages.ts';
import { HOURS_A_MONTH } from './price.ts';

export type Facts = {
  readonly vcpus: number;
  readonly from: 'config' | 'host';
  readonly nodes: number;
  /** vCPU-hours of one month */
  readonly nodeHours: number;
  readonly fleetHours: number;
};

type Priced = Facts & {
  readonly nodeUsd: number;
  readonly fleetUsd: number;
  readonly lookedUpOn: string;
};

const EXAMPLE: Facts = {
  ...{ vcpus: 64, from: 'host', nodes: 20, nodeHours: 46_720, fleetHours: 934_400 },
};

export const { say, vocabulary } = defineMessages('cost', {
  estimate: message<Priced>({
    severity: 'note',
    title: 'What this costs as a hybrid node',
    example: { ...EXAMPLE, nodeUsd: 467.2, fleetUsd: 9344, lookedUpOn: '2026-11-20' },
    detail: ({ nodeUsd, fleetUsd, lookedUpOn, ...facts }) =>
      `${hoursOf(facts)}. At the configured rates, ${lookedUpOn === '' ? 'whose day the config does not say' : `looked up on ${lookedUpOn}`}, that is ${usd(nodeUsd)} a month for the node alone and ${usd(fleetUsd)} for ${nodesWords(facts.nodes)}.`,
    fix: () =>
      'Hold the rates against https://aws.amazon.com/eks/pricing/ from time to time. The cluster’s own fee, traffic and hosts are not in it; who pays for other vCPUs in the account reaches cheaper tiers sooner.',
  }),
  noRate: message<Facts>({
    severity: 'note',
    title: 'What AWS counts of a hybrid node',
    example: EXAMPLE,
    detail: (facts) => `${hoursOf(facts)}. The config names no rate, so no price is told.`,
    fix: () =>
      'Look the rates up at https://aws.amazon.com/eks/pricing/ (Hybrid Nodes), and write them and the day under checks.cost: tiers and lookedUpOn.',
  }),
});

function hoursOf({ vcpus, from, nodes, nodeHours, fleetHours }: Facts): string {
  const whose = from === 'host' ? 'this host has' : 'a node has, as configured,';
  return `AWS charges for each vCPU and hour that a node is attached: ${whose} ${vcpus} vCPUs, ${grouped(nodeHours)} vCPU-hours in ${HOURS_A_MONTH} h, and ${nodesWords(nodes)} ${grouped(fleetHours)}`;
}

function nodesWords(nodes: number): string {
  return nodes === 1 ? 'a fleet of one' : `a fleet of ${grouped(nodes)}`;
}

function usd(value: number): string {
  return `USD ${grouped(Math.floor(value))}.${String(Math.round((value % 1) * 100)).padStart(2, '0')}`;
}

function grouped(value: number): string {
  return String(value).replaceAll(/\B(?=(\d{3})+$)/g, ',');
}
