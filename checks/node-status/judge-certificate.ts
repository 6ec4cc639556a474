import { atSeverity, type Finding } from '#core/finding.ts';
import type { PeerCertificate } from '#core/https.ts';
import { type CertificateFacts, say } from './messages.ts';
import { haveCommon } from './own-addresses.ts';
import type { CertificateMeasurement, CertificateTarget } from './target.ts';

const DAY_MS = 86_400_000;

/** The kubelet asks for another after 70 to 90 % of the time (client-go, certificate_manager.go). */
const LATEST_RENEWAL = 0.9;

export function judgeCertificate(
  target: CertificateTarget,
  measurement: CertificateMeasurement,
): readonly Finding[] {
  const { own } = measurement;
  const facts = factsOf(target, measurement);
  switch (own.kind) {
    case 'absent':
      return [say.certificateAbsent(facts)];
    case 'forbidden':
      return [say.certificateUnseen(facts)];
    case 'malformed':
      return [say.certificateMalformed(facts)];
    case 'read': {
      const rest = [...dates(own.certificate, target, facts), ...addresses(target, facts)];
      // What an earlier join left the kubelet replaces by itself, as long as its signature holds.
      const weighed = target.isJoining ? rest : rest.map((one) => atSeverity(one, 'warn'));
      return [...signature(measurement, facts), ...weighed];
    }
  }
}

function signature(
  { isSigned, authority }: CertificateMeasurement,
  facts: CertificateFacts,
): readonly Finding[] {
  if (authority?.kind !== 'read') {
    return [say.authorityUnknown({ ...facts, why: authority?.kind ?? 'not read' })];
  }
  return isSigned === true ? [] : [say.otherAuthority(facts)];
}

function dates(
  { ageMs, leftMs }: PeerCertificate,
  { expiryWarningDays }: CertificateTarget,
  facts: CertificateFacts,
): readonly Finding[] {
  if (ageMs < 0) return [say.certificateEarly(facts)];
  if (leftMs < 0) return [say.certificateExpired(facts)];
  const isLate = ageMs > LATEST_RENEWAL * (ageMs + leftMs);
  return isLate || leftMs < expiryWarningDays * DAY_MS ? [say.certificateEndsSoon(facts)] : [];
}

function addresses(
  { nodeAddress }: CertificateTarget,
  facts: CertificateFacts,
): readonly Finding[] {
  const { names, addresses: own } = facts;
  const wanted = nodeAddress === null ? own : [nodeAddress];
  const covered = names.flatMap((name) => /^IP Address:(.+)$/.exec(name)?.[1] ?? []);
  return haveCommon(covered, wanted)
    ? []
    : [say.addressNotCovered({ ...facts, addresses: wanted })];
}

function factsOf(
  { file, cluster, authorityFile }: CertificateTarget,
  { own, authority, addresses: all }: CertificateMeasurement,
): CertificateFacts {
  const place = { file, cluster, authorityFile, addresses: all, why: '' };
  const authorities = authority?.kind === 'read' ? authority.subjects : [];
  if (own.kind !== 'read') {
    const nothing = { subject: '', issuer: '', names: [], notBefore: '', notAfter: '', days: 0 };
    return { ...place, authorities, ...nothing };
  }
  const { subject, issuer, names, notBefore, notAfter, leftMs } = own.certificate;
  const days = Math.floor(Math.abs(leftMs) / DAY_MS);
  return { ...place, authorities, subject, issuer, names, notBefore, notAfter, days };
}
