/** Where an exchange stood when it ended. `tls` begins with the ClientHello, `request` with the GET, `body` after the headers. */
export type HttpsPhase = 'connect' | 'proxy' | 'tls' | 'request' | 'body';

/**
 * How an exchange ended. `answered`: the headers came, and of the body what was asked for or all there is. `silent`:
 * nothing more came in time. `closed`: the other side ended the connection where more was due.
 */
export type HttpsEnd =
  | { readonly kind: 'answered' }
  | { readonly kind: 'refused' | 'net-unreachable' | 'host-unreachable' | 'prohibited' }
  | { readonly kind: 'silent' | 'reset' | 'closed'; readonly phase: HttpsPhase }
  /** The other side said what it dislikes, by the name of RFC 8446 §6. */
  | { readonly kind: 'alert'; readonly phase: HttpsPhase; readonly alert: string }
  /** What came for the ClientHello is no TLS, or for the GET no HTTP. */
  | { readonly kind: 'not-tls' | 'not-http' }
  /** TLS that this side does not accept; a code of OpenSSL. */
  | { readonly kind: 'tls-failed'; readonly why: string }
  /** The proxy has no address, or answered CONNECT with something else than 2xx: see `proxy`. */
  | { readonly kind: 'proxy-unresolved' | 'proxy-refused' };

/** Whom a certificate must lead to. */
export type HttpsTrust =
  /** What Go programs of this host trust: its bundle of authorities. */
  | { readonly kind: 'host' }
  /** Certificates in PEM, or `file:/path` of such. */
  | { readonly kind: 'given'; readonly authority: string };

/** An authority of `given`, of the world's browsers (`public`), or one that somebody has added to this `host`. */
export type HttpsAnchor = {
  readonly subject: string;
  readonly from: 'given' | 'public' | 'host';
};

/** One certificate, its names as in `CN=kubernetes, O=…`. Times are relative to the moment of the exchange. */
export type PeerCertificate = {
  readonly subject: string;
  readonly issuer: string;
  /** As in `DNS:example.com` and `IP Address:192.0.2.1`. */
  readonly names: readonly string[];
  /** ISO 8601, UTC */
  readonly notBefore: string;
  readonly notAfter: string;
  /** Negative before notBefore. */
  readonly ageMs: number;
  /** Negative after notAfter. */
  readonly leftMs: number;
  readonly sha256: string;
};

/** What the handshake told. It is completed whoever answers, so that whoever answers can be named. */
export type TlsFacts = {
  readonly protocol: string;
  readonly alpn: string | null;
  /** As the other side sent it, its own first. */
  readonly chain: readonly PeerCertificate[];
  /** Whether the first one is for the name that was asked for (RFC 6125). */
  readonly coversName: boolean;
  /** The authority that the chain leads to, by its signatures; null where to none that is trusted. */
  readonly anchor: HttpsAnchor | null;
  /** Subjects of the authorities that were given; empty for those of the host, which are many. */
  readonly trusted: readonly string[];
  /** OpenSSL's verdict, dates and purposes included, the name not. */
  readonly isAuthorised: boolean;
  /** A code of OpenSSL, such as CERT_HAS_EXPIRED; null where authorised. */
  readonly objection: string | null;
};

export type HttpAnswer = {
  readonly status: number;
  /** Those of HTTPS_HEADERS that came. */
  readonly headers: Readonly<Record<string, string>>;
  /** The first 4 KiB as text, without control characters. */
  readonly body: string;
};

/** Headers that tell who answered. Cookies are not among them. */
export const HTTPS_HEADERS = [
  'audit-id',
  'content-type',
  'date',
  'docker-distribution-api-version',
  'location',
  'proxy-authenticate',
  'proxy-status',
  'server',
  'via',
  'www-authenticate',
  'x-amz-cf-id',
  'x-amz-request-id',
  'x-amzn-errortype',
  'x-amzn-requestid',
  'x-cache',
  'x-kubernetes-pf-flowschema-uid',
  'x-squid-error',
] as const;

/** A proxy without its password. */
export type HttpsProxy = {
  readonly host: string;
  readonly port: number;
  /** The variable of the environment that names it. */
  readonly variable: string;
  readonly hasCredentials: boolean;
};

export type HttpsExchange = {
  readonly end: HttpsEnd;
  /** null for what was not come to. */
  readonly connectMs: number | null;
  readonly proxyMs: number | null;
  readonly tlsMs: number | null;
  readonly firstByteMs: number | null;
  /** What the proxy answered to CONNECT; null without one. */
  readonly proxy: HttpAnswer | null;
  readonly tls: TlsFacts | null;
  readonly http: HttpAnswer | null;
  /** What became of the connection after it was left alone; null where it was not. */
  readonly idle: HttpsIdle | null;
};

/** `end` is that of the second request; `closed` or `reset` where the connection did not last so long. */
export type HttpsIdle = { readonly lastedMs: number; readonly end: HttpsEnd };

export type HttpsRequest = {
  /** One address, or the proxy of the environment, which is told the name. */
  readonly to: { readonly kind: 'address'; readonly address: string } | { readonly kind: 'proxy' };
  /** For SNI, the Host header and the certificate. */
  readonly name: string;
  readonly port: number;
  readonly path: string;
  readonly trust: HttpsTrust;
  /** Without traffic for so long, then asks again on the same connection; 0: once only. */
  readonly idleMs: number;
};

/** What the environment says of a proxy for one name, as Go programs read it (golang.org/x/net/http/httpproxy). */
export type HttpsRoute =
  | { readonly kind: 'direct' }
  | { readonly kind: 'proxy'; readonly proxy: HttpsProxy }
  | { readonly kind: 'unusable'; readonly variable: string; readonly why: string };

export interface Https {
  /**
   * Sends one GET without credentials over a connection of its own. `timeoutMs` bounds each phase. Throws
   * CannotMeasure where the authority cannot be read, or this host cannot open a socket.
   */
  exchange(
    request: HttpsRequest,
    options: { readonly timeoutMs: number },
    signal: AbortSignal,
  ): Promise<HttpsExchange>;
  /** How programs of this host get to a name. */
  route(name: string, port: number): Promise<HttpsRoute>;
}
