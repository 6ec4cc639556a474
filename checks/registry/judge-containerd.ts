import { atSeverity, type Finding } from '#core/finding.ts';
import type { ContainerdTrust } from '#core/registry.ts';
import type { Facts } from './facts.ts';
import { say } from './messages.ts';
import type { RegistryTarget, Secured } from './target.ts';

/** What containerd will say to a certificate that holds by itself: it has an authority file of its own. */
export function judgeContainerd(
  { authority }: RegistryTarget,
  who: Facts,
  { containerd, given, certificate }: Secured,
): readonly Finding[] {
  if (containerd === null) return [];
  const isSound = given?.kind === 'trusted' && certificate.leftMs > 0;
  return [
    ...judgeState(who, containerd.state),
    // Without an authority of the config's own, the certificate itself was judged by containerd's.
    ...(isSound ? judgeTrust(who, authority ?? '', containerd) : []),
  ];
}

function judgeState(who: Facts, state: ContainerdTrust['state']): readonly Finding[] {
  switch (state.kind) {
    case 'absent':
      return [];
    case 'unreadable':
      return [say.containerdUnreadable({ ...who, file: state.file, why: state.why })];
    case 'read': {
      const { hostsFile, ignored, skipsVerification, missing } = state;
      const file = hostsFile ?? '';
      return [
        ...(skipsVerification ? [say.containerdSkips({ ...who, file })] : []),
        ...(missing.length > 0 ? [say.containerdAuthorityMissing({ ...who, file, missing })] : []),
        ...(ignored === null ? [] : [say.containerdIgnores({ ...who, file: ignored })]),
      ];
    }
  }
}

function judgeTrust(
  who: Facts,
  authority: string,
  { state, verification }: ContainerdTrust,
): readonly Finding[] {
  if (verification.kind === 'trusted' || state.kind === 'unreadable') return [];
  if (state.kind === 'read' && state.skipsVerification) return [];
  const finding = say.containerdUntrusted({
    ...who,
    authority,
    isInstalled: state.kind === 'read',
  });
  // Before nodeadm install there is nobody yet who could fail.
  return [state.kind === 'absent' ? atSeverity(finding, 'warn') : finding];
}
