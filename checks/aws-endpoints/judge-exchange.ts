import type { HttpsEnd, HttpsExchange, TlsFacts } from '#core/https.ts';
import { endWords } from '#lib/https/end-words.ts';
import { topIssuer } from '#lib/https/issuer.ts';
import { answerWords } from '#lib/https/page.ts';
import type { say } from './messages.ts';
import { standingOf } from './signature.ts';
import type { EndpointTarget } from './target.ts';

/** What is wrong with one exchange: the name of its finding, and what proves it. */
export type Trouble = {
  readonly code: keyof typeof say;
  readonly what: string;
  readonly issuer: string;
  readonly notAfter: string;
};

/** Says what is wrong, the first thing on the way; undefined where AWS has answered. */
export function troubleOf(target: EndpointTarget, exchange: HttpsExchange): Trouble | undefined {
  const { tls, http, end } = exchange;
  const certificate = tls === null ? undefined : certificateTrouble(tls);
  if (tls !== null && certificate !== undefined) {
    return trouble(certificate, certificateWords(certificate, exchange), tls);
  }
  if (end.kind !== 'answered') return endTrouble(end, exchange);
  if (http === null) return undefined;
  const standing = standingOf(target.signature, http);
  return standing === 'genuine' ? undefined : trouble(STANDINGS[standing], answerWords(http), tls);
}

const STANDINGS = { page: 'blockPage', unwell: 'unwell', stranger: 'notAws' } as const;

function trouble(code: Trouble['code'], what: string, tls: TlsFacts | null): Trouble {
  const issuer = tls === null ? '' : topIssuer(tls);
  return { code, what, issuer, notAfter: tls?.chain[0]?.notAfter ?? '' };
}

/** An authority that somebody has added to this host vouches for nobody but himself. */
function certificateTrouble({ anchor, chain, coversName, isAuthorised }: TlsFacts) {
  if (anchor === null || anchor.from === 'host') return 'intercepted';
  const [own] = chain;
  if (!coversName) return 'certificateWrongName';
  const isInForce = own !== undefined && own.leftMs >= 0 && own.ageMs >= 0;
  if (!isInForce) return 'certificateExpired';
  return isAuthorised ? undefined : 'tlsRefused';
}

function certificateWords(code: Trouble['code'], { tls, http }: HttpsExchange): string {
  if (tls !== null && code === 'certificateWrongName') return namesOf(tls);
  if (code === 'tlsRefused') return `its certificate does not hold (${tls?.objection ?? ''})`;
  return http === null ? '' : ` It answers ${answerWords(http)}.`;
}

function namesOf({ chain }: TlsFacts): string {
  const names = chain[0]?.names ?? [];
  return names.length === 0 ? 'no name at all' : names.slice(0, 6).join(', ');
}

const ENDS = {
  silent: 'stalled',
  reset: 'reset',
  closed: 'reset',
  alert: 'tlsRefused',
  'tls-failed': 'tlsRefused',
  'not-tls': 'notAws',
  'not-http': 'notAws',
  refused: 'unreachable',
  'net-unreachable': 'unreachable',
  'host-unreachable': 'unreachable',
  prohibited: 'unreachable',
  'proxy-unresolved': 'proxyUnreachable',
  'proxy-refused': 'proxyRefused',
} as const satisfies Readonly<Record<Exclude<HttpsEnd['kind'], 'answered'>, Trouble['code']>>;

const AUTHENTICATION_REQUIRED = 407;

function endTrouble(
  end: Exclude<HttpsEnd, { kind: 'answered' }>,
  { proxy, tls }: HttpsExchange,
): Trouble {
  if (end.kind === 'proxy-refused' && proxy !== null) {
    const isAsking = proxy.status === AUTHENTICATION_REQUIRED;
    return trouble(isAsking ? 'proxyAuthentication' : 'proxyRefused', answerWords(proxy), null);
  }
  const isFirst = 'phase' in end && end.phase === 'connect';
  return trouble(isFirst ? 'unreachable' : ENDS[end.kind], endWords(end), tls);
}
