import { defineCheck } from '#core/check.ts';
import type { Json } from '#core/json.ts';
import { areaNamed } from './areas.ts';
import { vocabulary } from './messages.ts';
import { options } from './options.ts';
import { type HostTarget, plan } from './plan.ts';

export const hostReadiness = defineCheck({
  id: 'host-readiness',
  title: 'This host can become a hybrid node',
  why: 'nodeadm registers the host first and looks at it later, so that what the host lacks leaves half a node behind.',
  explanation: {
    proves: [
      'Operating system, kernel, processors, memory, disk, swap, control groups, kernel modules, sysctls, limits and containerd are as AWS, the kubelet and the network plugin ask for, or nodeadm init makes them so.',
      'Nobody else has the ports of the kubelet and of the network plugin, and nothing of an earlier join is in the way.',
      'How far this host’s clock is from its time servers, measured by asking them.',
      'Proxy settings agree with each other and keep the cluster’s own networks away from the proxy; a certificate for IAM Roles Anywhere is valid and its key is its own.',
    ],
    doesNotProve: [
      'That packets pass the firewall of this host: its rules are read as far as they are understood. Firewall-ports proves it with packets.',
      'What other users’ environments say of proxies: sudo drops these variables unless it is told to keep them.',
      'That AWS accepts the certificate: whether the trust anchor has signed it, only AWS knows.',
    ],
    sources: [
      'https://docs.aws.amazon.com/eks/latest/userguide/hybrid-nodes-prereqs.html (1 vCPU, 1 GiB, operating systems)',
      'https://github.com/aws/eks-hybrid (validations of nodeadm init and nodeadm debug: swap, limits, proxies, leftovers, CNI ports)',
      'https://docs.cilium.io/en/stable/operations/system_requirements/ (kernel, ports)',
      'https://kubernetes.io/docs/concepts/scheduling-eviction/node-pressure-eviction/ (hard eviction thresholds)',
      'https://kubernetes.io/docs/setup/production-environment/container-runtimes/ (ip_forward, cgroup driver)',
      'RFC 1123 §2.1 (host names), RFC 5905 §7.3, §7.4 and §8 (NTP)',
      'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html (5 minutes of clock skew)',
    ],
  },
  vocabulary,
  needs: ['hostState', 'host', 'udp'],
  lane: 'light',
  options,
  plan,
  measure: (target: HostTarget, io, signal): Promise<Json> =>
    areaNamed(target.area).look(io, target.wanted, signal),
  judge: ({ area, wanted }: HostTarget, facts: Json) => {
    const part = areaNamed(area);
    return {
      findings: part.judge(facts, wanted),
      metrics: part.metrics?.(facts, wanted) ?? [],
    };
  },
});
