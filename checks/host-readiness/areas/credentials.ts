import type { Finding } from '#core/finding.ts';
import type { CertificateFacts, KeyPairFacts } from '#core/host-state.ts';
import { defineArea } from '../area.ts';
import { say } from '../messages.ts';

type CredentialTarget = { readonly certificate: string; readonly key: string };
type CredentialFacts = { readonly pair: KeyPairFacts; readonly nowMs: number };

const DAY_MS = 86_400_000;

/** Time enough for the people who issue certificates. */
const SOON_DAYS = 30;

/** NIST SP 800-131A. */
const LEAST_RSA_BITS = 2048;

export const credentials = defineArea({
  name: 'credentials',
  target: ({ components }, { certificate, privateKey }): CredentialTarget | string =>
    components.credentials === 'ssm'
      ? 'components.credentials is ssm: there is no certificate'
      : { certificate, key: privateKey },
  look: async ({ hostState }, target): Promise<CredentialFacts> => ({
    pair: await hostState.keyPair(target),
    nowMs: hostState.timeMs(),
  }),
  judge: ({ pair: { certificate, key }, nowMs }: CredentialFacts, target: CredentialTarget) => [
    ...(certificate.kind === 'read'
      ? certificateFindings(certificate, target.certificate, nowMs)
      : [unread(certificate.kind, target.certificate, 'certificate')]),
    ...(key.kind === 'read' ? keyFindings(key, target) : [unreadKey(key.kind, target)]),
  ],
});

type Unread = 'absent' | 'forbidden' | 'malformed';

function unread(kind: Unread, path: string, what: string): Finding {
  const facts = { path, certificate: path, what };
  switch (kind) {
    case 'absent':
      return say.credentialAbsent(facts);
    case 'forbidden':
      return say.credentialUnseen(facts);
    case 'malformed':
      return say.credentialMalformed(facts);
  }
}

function unreadKey(kind: Unread | 'encrypted', { certificate, key }: CredentialTarget): Finding {
  return kind === 'encrypted'
    ? say.keyEncrypted({ path: key, certificate, what: kind })
    : unread(kind, key, 'private key');
}

type Key = Extract<KeyPairFacts['key'], { kind: 'read' }>;

function keyFindings(
  { algorithm, bits, matches, mode }: Key,
  { certificate, key }: CredentialTarget,
): readonly Finding[] {
  const facts = { path: key, certificate };
  const isWeak = algorithm === 'rsa' && bits !== null && bits < LEAST_RSA_BITS;
  return [
    ...(matches === false ? [say.keyMismatch({ ...facts, what: algorithm })] : []),
    ...(isWeak ? [say.keyWeak({ ...facts, what: `${algorithm} of ${bits} bits` })] : []),
    ...(mode.endsWith('00') ? [] : [say.keyReadable({ ...facts, what: mode })]),
  ];
}

type Certificate = Extract<KeyPairFacts['certificate'], { kind: 'read' }>;

function certificateFindings(
  { chain, isChained }: Certificate,
  path: string,
  nowMs: number,
): readonly Finding[] {
  const [own] = chain;
  if (own === undefined) return [unread('malformed', path, 'certificate')];
  const { subject, notAfterMs, notAfter, isAuthority } = own;
  const days = Math.floor((notAfterMs - nowMs) / DAY_MS);
  const facts = { path, subject, until: notAfter, days };
  return [
    ...validity(own, facts, nowMs),
    ...(isAuthority ? [say.certificateOfAuthority(facts)] : []),
    ...(isChained ? [] : [say.chainBroken(facts)]),
  ];
}

function validity(
  { notBeforeMs, notBefore, notAfterMs }: CertificateFacts,
  facts: Parameters<typeof say.certificateExpired>[0],
  nowMs: number,
): readonly Finding[] {
  if (nowMs < notBeforeMs) return [say.certificateEarly({ ...facts, until: notBefore })];
  if (nowMs > notAfterMs) return [say.certificateExpired(facts)];
  return facts.days < SOON_DAYS ? [say.certificateExpiresSoon(facts)] : [];
}
