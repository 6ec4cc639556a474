import { NotApplicable } from '#core/check.ts';
import { ownAddresses } from './own-addresses.ts';
import type { CertificateMeasurement, CertificateTarget } from './target.ts';
import type { World } from './world.ts';

export async function measureCertificate(
  { file, authority, authorityFile, isJoining }: CertificateTarget,
  world: Pick<World, 'kubelet' | 'host'>,
  signal: AbortSignal,
): Promise<CertificateMeasurement> {
  const facts = await world.kubelet.certificate({ file, authority, authorityFile });
  if (facts.own.kind === 'absent' && !isJoining) {
    throw new NotApplicable(`There is no certificate of a kubelet yet (${file}).`);
  }
  return { kind: 'certificate', ...facts, addresses: await ownAddresses(world, signal) };
}
