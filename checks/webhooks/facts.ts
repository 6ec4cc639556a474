import type { PeerCertificate, TlsFacts } from '#core/https.ts';
import { endWords } from '#lib/https/end-words.ts';
import { topIssuer } from '#lib/https/issuer.ts';
import type { LastHop } from '#lib/trace/last-hop.ts';
import type { Call, Handshake, PodEndpoint } from './target.ts';

/** What every finding of an endpoint speaks of. */
export type Facts = Omit<PodEndpoint, 'timeoutMs'> & {
  /** How the attempt ended, to be read after a colon. */
  readonly end: string;
  readonly afterMs: number;
  readonly lastHop: LastHop | null;
};

export type TlsFindingFacts = Facts & {
  readonly serverName: string;
  readonly path: string;
  readonly subject: string;
  readonly issuer: string;
  /** Subjects of the caBundle. */
  readonly authority: string;
  readonly certificateNames: readonly string[];
  readonly notBefore: string;
  readonly notAfter: string;
  /** Since or until the end of the certificate. */
  readonly days: number;
  readonly objection: string;
};

/** Of all who call the endpoint. */
export function factsOf(pod: PodEndpoint): Facts {
  const { address, port, network, sources, cluster, cni } = pod;
  const { names, failurePolicy, timeoutSeconds } = pod;
  return {
    ...{ address, port, network, sources, cluster, cni, names, failurePolicy, timeoutSeconds },
    ...{ end: '', afterMs: 0, lastHop: null },
  };
}

const DAY_MS = 86_400_000;

/** Of one way to call it. */
export function tlsFactsOf(pod: PodEndpoint, call: Call, shaken: Handshake): TlsFindingFacts {
  const { names, failurePolicy, timeoutSeconds, serverName, path } = call;
  return {
    ...factsOf(pod),
    ...{ names, failurePolicy, timeoutSeconds, path, end: endWords(shaken.end) },
    serverName: serverName ?? pod.address,
    ...trustFacts(shaken.tls),
    ...certificateFacts(shaken.tls?.chain[0]),
  };
}

function trustFacts(tls: TlsFacts | null) {
  if (tls === null) return { issuer: '', authority: '', objection: '' };
  const { trusted, objection } = tls;
  return { issuer: topIssuer(tls), authority: trusted.join('; '), objection: objection ?? '' };
}

const NO_CERTIFICATE = { subject: '', names: [], notBefore: '', notAfter: '', leftMs: 0 };

function certificateFacts(own: PeerCertificate | undefined) {
  const { subject, names, notBefore, notAfter, leftMs } = own ?? NO_CERTIFICATE;
  const days = Math.floor(Math.abs(leftMs) / DAY_MS);
  return { subject, certificateNames: names, notBefore, notAfter, days };
}
