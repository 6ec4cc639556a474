import type { HttpsExchange, HttpsRoute } from '#core/https.ts';

/**
 * How an endpoint shows itself to somebody without credentials: `registry` with 401 and the header of the Docker
 * registry, `s3` and `xml` with an error in XML, `manifest` with nodeadm's YAML, `service` with AWS's request id or errors.
 */
export type Signature = 'registry' | 's3' | 'xml' | 'manifest' | 'service';

export type EndpointTarget = {
  readonly id: string;
  readonly host: string;
  readonly port: number;
  readonly path: string;
  readonly purpose: string;
  readonly signature: Signature;
  /** Where the addresses have to lie; empty where anywhere is right. */
  readonly within: readonly string[];
  /** The authority that certificates must lead to; null: those that this host trusts. */
  readonly authority: string | null;
  readonly timeoutMs: number;
};

export type Names =
  | { readonly kind: 'resolved'; readonly addresses: readonly string[]; readonly afterMs: number }
  | { readonly kind: 'failed'; readonly why: string; readonly afterMs: number };

export type DirectAnswer = { readonly address: string; readonly exchange: HttpsExchange };

export type EndpointMeasurement = {
  readonly names: Names;
  readonly direct: readonly DirectAnswer[];
  readonly route: HttpsRoute;
  /** null where the environment names no proxy for it. */
  readonly proxied: HttpsExchange | null;
};
