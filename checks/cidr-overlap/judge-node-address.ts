import type { Finding } from '#core/finding.ts';
import { formatAddress } from '#lib/cidr/parse.ts';
import { containsAddress } from '#lib/cidr/relation.ts';
import { say } from './messages.ts';
import { nodeAddressOf } from './own-networks.ts';
import { parseCidrs } from './parsed-blocks.ts';
import type { CidrMeasurement, CidrTarget } from './target.ts';

/** EKS signs a kubelet's certificate only for an address inside the remote node networks. */
export function judgeNodeAddress(
  { remoteNodes, nodeAddress }: Extract<CidrTarget, { kind: 'node-address' }>,
  host: NonNullable<CidrMeasurement>,
): readonly Finding[] {
  const node = nodeAddressOf(nodeAddress, host);
  if (node === undefined) return [say.nodeAddressUnknown({ remoteNodes })];
  const address = formatAddress(node);
  const findings: Finding[] = [];
  if (!parseCidrs(remoteNodes).some((block) => containsAddress(block, node))) {
    findings.push(say.nodeOutside({ address, remoteNodes }));
  }
  if (!host.addresses.some((own) => own.address === address)) {
    findings.push(say.nodeAddressAbsent({ address }));
  }
  return findings;
}
