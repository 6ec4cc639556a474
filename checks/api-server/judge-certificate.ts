import type { Finding } from '#core/finding.ts';
import { atSeverity } from '#core/finding.ts';
import type { TlsFacts } from '#core/https.ts';
import type { Facts } from './facts.ts';
import { say } from './messages.ts';
import type { ApiTarget } from './target.ts';

const DAY_MS = 86_400_000;

/** EKS names every cluster's authority so (kubeadm as well). */
const USUAL_AUTHORITY = /^CN=kubernetes(,|$)/;

/** Says whether the certificate is the cluster's, for this name, and in force. */
export function judgeCertificate(
  target: ApiTarget,
  tls: TlsFacts,
  facts: Facts,
): readonly Finding[] {
  const foreign = judgeSigner(target, tls, facts);
  // Whoever forges one writes into it what he likes: the rest is of no interest then.
  if (foreign !== undefined) return [foreign];
  const rest = [...judgeName(tls, facts), ...judgeDates(target, tls, facts)];
  const isExplained = rest.some(({ severity }) => severity === 'fail');
  if (isExplained || tls.isAuthorised || target.authority === null) return rest;
  return [...rest, say.certificateUntrusted(facts)];
}

/** An authority of the right name with another key is another cluster's, or an older one. */
function judgeSigner(target: ApiTarget, tls: TlsFacts, facts: Facts): Finding | undefined {
  if (target.authority === null) {
    const isUsual = USUAL_AUTHORITY.test(facts.issuer);
    return isUsual
      ? undefined
      : atSeverity(say.intercepted({ ...facts, authority: 'CN=kubernetes' }), 'warn');
  }
  if (tls.anchor !== null) return undefined;
  return tls.trusted.includes(facts.issuer)
    ? say.certificateUntrusted(facts)
    : say.intercepted(facts);
}

function judgeName({ coversName }: TlsFacts, facts: Facts): readonly Finding[] {
  return coversName ? [] : [say.certificateWrongName(facts)];
}

function judgeDates(
  { expiryWarningDays }: ApiTarget,
  { chain }: TlsFacts,
  facts: Facts,
): readonly Finding[] {
  const [own] = chain;
  if (own === undefined) return [];
  if (own.leftMs < 0) return [say.certificateExpired(facts)];
  if (own.ageMs < 0) return [say.certificateNotYetValid(facts)];
  return own.leftMs < expiryWarningDays * DAY_MS ? [say.certificateExpiresSoon(facts)] : [];
}
