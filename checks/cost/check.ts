import { defineCheck } from '#core/check.ts';
import { judge } from './judge.ts';
import { vocabulary } from './messages.ts';
import { type CostOptions, nodesOf, options } from './options.ts';
import type { CostMeasurement, CostTarget } from './target.ts';

export const cost = defineCheck({
  id: 'cost',
  title: 'What the host costs as a hybrid node is told',
  why: 'AWS charges hybrid nodes by vCPU and hour, also of machines that were paid for long ago: better known before they join.',
  explanation: {
    proves: [
      'How many vCPUs the host has, and how many vCPU-hours it and its fleet come to in 730 hours.',
      'What they cost at the rates that the config names.',
    ],
    doesNotProve: [
      'That the rates are those of today: the finding says when they were looked up.',
      'The whole bill: neither the cluster’s fee, nor traffic, nor the link.',
    ],
    sources: [
      'https://docs.aws.amazon.com/eks/latest/userguide/hybrid-nodes-overview.html (charged by the hour for the vCPUs of attached nodes)',
      'https://aws.amazon.com/eks/pricing/ (rates, by tiers of vCPU-hours a month)',
    ],
  },
  vocabulary,
  needs: ['host'],
  lane: 'pure',
  options,
  plan: (site, given: CostOptions) => {
    const target: CostTarget = { ...given, nodes: nodesOf(site, given) };
    return [{ key: 'month@this-node', from: 'local', target }];
  },
  measure: async ({ vcpus }, { host }, signal): Promise<CostMeasurement> =>
    vcpus > 0 ? { vcpus, from: 'config' } : { vcpus: await host.cpuCount(signal), from: 'host' },
  judge,
});
