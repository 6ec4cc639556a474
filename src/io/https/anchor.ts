import { X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import type { HttpsAnchor } from '#core/https.ts';
import type { Authorities } from './authorities.ts';
import { oneLine } from './certificate.ts';

/**
 * Returns the authority that a chain leads to by its signatures, whatever its dates: OpenSSL names one objection
 * only, and "expired" must not hide "signed by somebody else".
 */
export function anchorOf(
  chain: readonly X509Certificate[],
  { kind, certificates }: Pick<Authorities, 'kind' | 'certificates'>,
): HttpsAnchor | null {
  const [own, ...others] = chain;
  for (let one = own; one !== undefined;) {
    const current = one;
    const anchor = certificates.find((candidate) => isAnchor(candidate, current));
    if (anchor !== undefined) {
      const from = kind === 'given' ? 'given' : isPublic(anchor) ? 'public' : 'host';
      return { subject: oneLine(anchor.subject), from };
    }
    const at = others.findIndex((candidate) => isIssuer(candidate, current));
    one = at === -1 ? undefined : others.splice(at, 1)[0];
  }
  return null;
}

function isAnchor(candidate: X509Certificate, one: X509Certificate): boolean {
  return candidate.fingerprint256 === one.fingerprint256 || isIssuer(candidate, one);
}

function isIssuer(candidate: X509Certificate, one: X509Certificate): boolean {
  try {
    return one.checkIssued(candidate) && one.verify(candidate.publicKey);
  } catch {
    return false; // a key that OpenSSL does not know proves nothing
  }
}

let publicOnes: ReadonlySet<string> | undefined;

/** True for what the browsers of the world trust, as Node ships it. */
function isPublic({ fingerprint256 }: X509Certificate): boolean {
  publicOnes ??= new Set(rootCertificates.map((pem) => new X509Certificate(pem).fingerprint256));
  return publicOnes.has(fingerprint256);
}
