import type { HttpsExchange, PeerCertificate } from '#core/https.ts';
import { endWords } from '#lib/https/end-words.ts';
import { topIssuer } from '#lib/https/issuer.ts';
import { answerWords } from '#lib/https/page.ts';
import type { ApiTarget } from './target.ts';

/** What a finding says of one interface. */
export type Facts = {
  readonly address: string;
  readonly port: number;
  readonly name: string;
  readonly cluster: string;
  readonly path: string;
  /** How the exchange ended. */
  readonly end: string;
  readonly afterMs: number;
  /** What HTTP said; empty where it said nothing. */
  readonly answer: string;
  readonly subject: string;
  readonly issuer: string;
  readonly names: readonly string[];
  readonly notBefore: string;
  readonly notAfter: string;
  readonly days: number;
  readonly objection: string;
  /** The cluster's authority, by its name. */
  readonly authority: string;
  readonly sha256: string;
};

const DAY_MS = 86_400_000;

export function factsOf(
  { port, name, cluster, timeoutMs }: ApiTarget,
  address: string,
  { path, exchange }: { readonly path: string; readonly exchange: HttpsExchange },
): Facts {
  const { tls, http, end } = exchange;
  return {
    ...{ address, port, name, cluster, path },
    end: endWords(end),
    afterMs: end.kind === 'silent' ? timeoutMs : 0,
    answer: http === null ? '' : answerWords(http),
    issuer: tls === null ? '' : topIssuer(tls),
    objection: tls?.objection ?? '',
    authority: tls?.trusted.join('; ') ?? '',
    ...ownCertificate(tls?.chain[0]),
  };
}

const NO_CERTIFICATE = {
  subject: '',
  names: [],
  notBefore: '',
  notAfter: '',
  leftMs: 0,
  sha256: '',
};

function ownCertificate(own: PeerCertificate | undefined) {
  const { subject, names, notBefore, notAfter, leftMs, sha256 } = own ?? NO_CERTIFICATE;
  const days = Math.floor(Math.abs(leftMs) / DAY_MS);
  return { subject, names, notBefore, notAfter, days, sha256 };
}
