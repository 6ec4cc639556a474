import type { Finding } from '#core/finding.ts';
import type { PeerCertificate, TlsFacts } from '#core/https.ts';
import type { TlsFindingFacts } from './facts.ts';
import { say } from './messages.ts';
import type { Call, WebhookTarget } from './target.ts';

const DAY_MS = 86_400_000;

/** cert-manager renews after two thirds, others later: with a tenth left, nobody has renewed in time. */
const LAST_PART = 0.1;

/**
 * Objections of OpenSSL where a chain has a trusted certificate that is no root, whatever follows it. Go takes whatever is in the bundle
 * for an anchor (crypto/x509, Verify), and the API is Go.
 */
const PARTIAL_CHAIN = [
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'SELF_SIGNED_CERT_IN_CHAIN',
];

export interface Judged {
  readonly target: Extract<WebhookTarget, { kind: 'tls' }>;
  readonly call: Call;
}

/** Says whether the API would accept the certificate: signed by whom it trusts, for the name, in force. */
export function judgeCertificate(
  { target, call }: Judged,
  tls: TlsFacts,
  facts: TlsFindingFacts,
): readonly Finding[] {
  const { trust, serverName } = call;
  if (trust.kind === 'anybody') return [];
  const foreign = judgeSigner(call, tls, facts);
  // A certificate of somebody else has dates and names of no interest.
  if (foreign !== undefined) return [foreign];
  const unproven = trust.kind === 'unknown' || serverName === null ? [say.unproven(facts)] : [];
  const rest = [
    ...(serverName === null || tls.coversName ? [] : [say.wrongName(facts)]),
    ...judgeDates(target.expiryWarningDays, tls.chain[0], facts),
  ];
  const isExplained = rest.some(({ severity }) => severity === 'fail');
  const isDoubted = trust.kind !== 'unknown' && !isExplained && !isAccepted(tls);
  return [...rest, ...(isDoubted ? [say.untrusted(facts)] : []), ...unproven];
}

function judgeSigner(
  { trust }: Call,
  { anchor }: TlsFacts,
  facts: TlsFindingFacts,
): Finding | undefined {
  if (trust.kind === 'unreadable') return say.bundleUnreadable(facts);
  if (trust.kind === 'unknown' || anchor !== null) return undefined;
  return trust.kind === 'system' ? say.noBundle(facts) : say.untrusted(facts);
}

function isAccepted({ isAuthorised, objection }: TlsFacts): boolean {
  return isAuthorised || PARTIAL_CHAIN.includes(objection ?? '');
}

function judgeDates(
  expiryWarningDays: number,
  own: PeerCertificate | undefined,
  facts: TlsFindingFacts,
): readonly Finding[] {
  if (own === undefined) return [];
  const { ageMs, leftMs } = own;
  if (leftMs < 0) return [say.expired(facts)];
  if (ageMs < 0) return [say.notYetValid(facts)];
  const lateMs = Math.min(expiryWarningDays * DAY_MS, (ageMs + leftMs) * LAST_PART);
  return leftMs < lateMs ? [say.expiresSoon(facts)] : [];
}
