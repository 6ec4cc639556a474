import type { Judgement } from '#core/check.ts';
import type { Finding } from '#core/finding.ts';
import { say } from './messages.ts';
import { parseCidrs } from './parsed-blocks.ts';
import type { CidrTarget } from './target.ts';

/** Cluster-pool IPAM gives each node one slice of the pod network: there must be enough, and each large enough. */
export function judgePodCapacity({
  remotePods,
  nodes,
  maxPods,
  podMaskSize,
}: Extract<CidrTarget, { kind: 'pod-capacity' }>): Judgement {
  const slices = parseCidrs(remotePods)
    .filter(({ prefixLength }) => prefixLength <= podMaskSize)
    .reduce((sum, { prefixLength }) => sum + 2 ** (podMaskSize - prefixLength), 0);
  const sliceSize = 2 ** (32 - podMaskSize);
  const findings: Finding[] = [];
  if (slices < nodes) findings.push(say.poolTooSmall({ remotePods, slices, nodes, podMaskSize }));
  if (sliceSize < maxPods) findings.push(say.sliceTooSmall({ sliceSize, maxPods, podMaskSize }));
  return {
    findings,
    metrics: [
      { name: 'pod_slices', value: slices, unit: 'count', limit: { at: 'least', value: nodes } },
      {
        name: 'pod_slice_addresses',
        value: sliceSize,
        unit: 'count',
        limit: { at: 'least', value: maxPods },
      },
    ],
  };
}
