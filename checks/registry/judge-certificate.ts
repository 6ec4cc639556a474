import type { Finding } from '#core/finding.ts';
import type { Verification } from '#core/registry.ts';
import type { Facts } from './facts.ts';
import { say } from './messages.ts';
import type { RegistryTarget, Secured } from './target.ts';

const DAY_MS = 86_400_000;

/** What the certificate says of itself first: OpenSSL names one objection, and an expired one hides the others. */
export function judgeCertificate(
  { warnDays, authority }: RegistryTarget,
  who: Facts,
  { certificate, given, containerd }: Secured,
): readonly Finding[] {
  const { leftMs, beginsInMs, validTo, isForName, issuer, names } = certificate;
  const days = Math.floor(Math.abs(leftMs) / DAY_MS);
  if (leftMs <= 0) return [say.certificateExpired({ ...who, validTo, days, issuer })];
  if (beginsInMs > 0) {
    const hours = Math.ceil(beginsInMs / 3_600_000);
    return [say.certificateNotYetValid({ ...who, hours, issuer })];
  }
  const untrusted = judgeTrust(given ?? containerd?.verification ?? null, {
    who,
    issuer,
    authority,
  });
  return [
    ...(isForName ? [] : [say.certificateWrongName({ ...who, names })]),
    ...(isForName ? untrusted : []),
    ...(leftMs < warnDays * DAY_MS
      ? [say.certificateExpiresSoon({ ...who, validTo, days, issuer })]
      : []),
  ];
}

interface Context {
  readonly who: Facts;
  readonly issuer: string;
  readonly authority: string | null;
}

/** Nobody is asked at the peer: there the certificate is held against time and name alone. */
function judgeTrust(
  verification: Verification | null,
  { who, issuer, authority }: Context,
): readonly Finding[] {
  switch (verification?.kind) {
    case undefined:
    case 'trusted':
      return [];
    case 'refused':
      return [say.certificateUntrusted({ ...who, issuer, authority, code: verification.code })];
    case 'no-authority':
      return [say.authorityUnreadable({ ...who, authority, why: verification.why })];
  }
}
