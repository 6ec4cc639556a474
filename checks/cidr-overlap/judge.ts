import type { Judgement } from '#core/check.ts';
import { judgeEksRules } from './judge-eks-rules.ts';
import { judgeHostRoutes } from './judge-host-routes.ts';
import { judgeNetworks } from './judge-networks.ts';
import { judgeNodeAddress } from './judge-node-address.ts';
import { judgePodCapacity } from './judge-pod-capacity.ts';
import type { CidrMeasurement, CidrTarget } from './target.ts';

export function judge(target: CidrTarget, measurement: CidrMeasurement): Judgement {
  const host = measurement ?? { addresses: [], routes: [] };
  switch (target.kind) {
    case 'networks':
      return { findings: judgeNetworks(target.blocks), metrics: [] };
    case 'eks-rules':
      return { findings: judgeEksRules(target.blocks), metrics: [] };
    case 'host-routes':
      return { findings: judgeHostRoutes(target, host), metrics: [] };
    case 'node-address':
      return { findings: judgeNodeAddress(target, host), metrics: [] };
    case 'pod-capacity':
      return judgePodCapacity(target);
  }
}
