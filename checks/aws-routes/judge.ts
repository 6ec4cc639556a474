import type { Judgement } from '#core/check.ts';
import type { Finding } from '#core/finding.ts';
import { judgeAcls } from './judge-acls.ts';
import { judgeAttachments, judgeDirectConnect } from './judge-attachments.ts';
import { judgeGatewayRoutes } from './judge-gateway-routes.ts';
import { judgeGroups } from './judge-groups.ts';
import { judgeRoutes } from './judge-routes.ts';
import { judgeVpns } from './judge-vpns.ts';
import type { AwsTarget } from './target.ts';

/** All that decides was read before: the facts stand in the target. */
export function judge(target: AwsTarget): Judgement {
  return { findings: findingsOf(target), metrics: [] };
}

function findingsOf(target: AwsTarget): readonly Finding[] {
  switch (target.kind) {
    case 'routes':
      return judgeRoutes(target);
    case 'security-groups':
      return judgeGroups(target);
    case 'network-acls':
      return judgeAcls(target);
    case 'gateway-routes':
      return judgeGatewayRoutes(target);
    case 'vpn':
      return judgeVpns(target);
    case 'direct-connect':
      return judgeDirectConnect(target);
    case 'gateway-attachments':
      return judgeAttachments(target);
  }
}
