import type { HttpsExchange } from '#core/https.ts';

/** One interface of the API endpoint, or its name with all that it leads to. */
export type ApiTarget = {
  readonly host: string;
  readonly port: number;
  /** For SNI and the certificate: the endpoint, or the address where the config names none. */
  readonly name: string;
  /** The cluster's authority as the config has it; null where it names none. */
  readonly authority: string | null;
  readonly cluster: string;
  readonly expiryWarningDays: number;
  /** Without traffic for so long; 0 where the interface itself is in question. */
  readonly idleMs: number;
  readonly timeoutMs: number;
};

export type ApiAnswer = {
  readonly address: string;
  /** GET /version: who answers. */
  readonly version: HttpsExchange;
  /** GET /livez over a connection of its own; null where nobody answered the first. */
  readonly health: HttpsExchange | null;
};

export type ApiMeasurement =
  | { readonly kind: 'unresolved'; readonly why: string }
  | { readonly kind: 'asked'; readonly answers: readonly ApiAnswer[] };
