import type { X509Certificate } from 'node:crypto';
import type { PeerCertificate } from '#core/https.ts';
import { alternativeNames } from '#lib/https/alternative-names.ts';
import { sanitise } from '#lib/text/sanitise.ts';

/** RFC 5280 A.1 bounds a common name at 64 letters; whole names of real authorities stay below 200. */
const MOST_NAME_LETTERS = 400;

/** A chain from the server to its root is of three or four; OpenSSL itself follows 100. */
const MOST_CERTIFICATES = 8;

/** Returns the certificates that the other side sent, its own first. */
export function sentChain(own: X509Certificate | undefined): readonly X509Certificate[] {
  const chain: X509Certificate[] = [];
  for (let one = own; one !== undefined && chain.length < MOST_CERTIFICATES;) {
    chain.push(one);
    one = one.issuerCertificate;
  }
  return chain;
}

export function factsOf(certificate: X509Certificate, nowMs: number): PeerCertificate {
  const from = certificate.validFromDate;
  const to = certificate.validToDate;
  return {
    subject: oneLine(certificate.subject),
    issuer: oneLine(certificate.issuer),
    names: alternativeNames(sanitise(certificate.subjectAltName ?? '')),
    notBefore: isoOf(from),
    notAfter: isoOf(to),
    ageMs: span(nowMs - from.getTime()),
    leftMs: span(to.getTime() - nowMs),
    sha256: certificate.fingerprint256,
  };
}

/** A distinguished name, its parts in one line. */
export function oneLine(name: string): string {
  const parts = sanitise(name).split('\n').filter(Boolean);
  return parts.join(', ').slice(0, MOST_NAME_LETTERS);
}

/** Dates that cannot be read must not stop us from naming who sent them. */
function isoOf(date: Date): string {
  return Number.isNaN(date.getTime()) ? '' : date.toISOString();
}

/** A date that cannot be read is not now. */
function span(ms: number): number {
  return Number.isNaN(ms) ? -1 : Math.round(ms);
}
