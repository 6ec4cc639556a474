import { checkServerIdentity, type PeerCertificate } from 'node:tls';
import type { CertificateFacts } from '#core/registry.ts';
import { sanitise } from '#lib/text/sanitise.ts';

const MOST_NAMES = 20;
const MOST_CHARACTERS = 100;

/** Returns what a certificate says of itself, held against a name and a moment. */
export function certificateFacts(
  certificate: PeerCertificate,
  name: string,
  nowMs: number,
): CertificateFacts {
  const { issuer, subjectaltname = '', valid_from: from, valid_to: to } = certificate;
  const names = subjectaltname.split(', ').filter(Boolean).slice(0, MOST_NAMES).map(short);
  const toMs = Date.parse(to);
  return {
    issuer: short([issuer.O, issuer.CN].flat().filter(Boolean).join(' ')),
    names,
    isForName: checkServerIdentity(name, certificate) === undefined,
    validTo: Number.isNaN(toMs) ? '' : new Date(toMs).toISOString(),
    leftMs: Number.isNaN(toMs) ? 0 : toMs - nowMs,
    beginsInMs: (Date.parse(from) || nowMs) - nowMs,
  };
}

function short(text: string): string {
  return sanitise(text).slice(0, MOST_CHARACTERS);
}
