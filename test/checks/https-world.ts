import type { Https, HttpAnswer, HttpsExchange, HttpsRequest, TlsFacts } from '#core/https.ts';

const DAY_MS = 86_400_000;

export type TlsParts = {
  readonly issuer?: string;
  readonly isAnchored?: boolean;
  readonly from?: 'given' | 'public' | 'host';
  readonly coversName?: boolean;
  readonly daysLeft?: number;
  readonly daysOld?: number;
  readonly objection?: string | null;
  readonly trusted?: readonly string[];
};

/** What a handshake told, sound but for what a test spoils. */
export function tlsWith(parts: TlsParts = {}): TlsFacts {
  const whole: Required<TlsParts> = { ...SOUND, ...parts };
  const { issuer, isAnchored, from, objection, coversName, daysLeft, daysOld, trusted } = whole;
  return {
    ...{ protocol: 'TLSv1.3', alpn: null, coversName, trusted, objection },
    chain: [
      {
        ...{ subject: 'CN=server', issuer, names: ['DNS:server.example.com'] },
        ...{ notBefore: '2026-01-01T00:00:00.000Z', notAfter: '2027-01-01T00:00:00.000Z' },
        ...{ ageMs: daysOld * DAY_MS, leftMs: daysLeft * DAY_MS, sha256: 'AA:BB' },
      },
    ],
    anchor: isAnchored ? { subject: issuer, from } : null,
    isAuthorised: objection === null,
  };
}

const SOUND: Required<TlsParts> = {
  ...{ issuer: 'CN=kubernetes', isAnchored: true, from: 'given', objection: null },
  ...{ coversName: true, daysLeft: 300, daysOld: 65, trusted: ['CN=kubernetes'] },
};

export function answer(
  status: number,
  body = '',
  headers: Readonly<Record<string, string>> = {},
): HttpAnswer {
  return { status, body, headers };
}

/** An exchange that went well but for what a test spoils. */
export function exchangeWith(parts: Partial<HttpsExchange> = {}): HttpsExchange {
  return {
    ...{ end: { kind: 'answered' }, connectMs: 1, proxyMs: null, tlsMs: 3, firstByteMs: 2 },
    ...{ proxy: null, tls: tlsWith(), http: answer(401, '{"kind":"Status"}'), idle: null },
    ...parts,
  };
}

/** How an exchange ends that does not come to a handshake. */
export function without(end: HttpsExchange['end']): HttpsExchange {
  return exchangeWith({
    end,
    connectMs: null,
    tlsMs: null,
    firstByteMs: null,
    tls: null,
    http: null,
  });
}

/** An imaginary network of HTTPS servers; `asked` is what was asked, in order. */
export function fakeHttps(
  reply: (request: HttpsRequest) => HttpsExchange,
  route: Https['route'] = () => Promise.resolve({ kind: 'direct' }),
): Https & { readonly asked: readonly HttpsRequest[] } {
  const asked: HttpsRequest[] = [];
  return {
    asked,
    route,
    exchange: (request) => {
      asked.push(request);
      return Promise.resolve(reply(request));
    },
  };
}
