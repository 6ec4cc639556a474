import type { HttpsEnd, TlsFacts } from '#core/https.ts';
import type { SiteComponents } from '#core/site.ts';
import type { TcpOutcome } from '#core/tcp.ts';
import type { WebhookTrust } from '#core/webhook.ts';
import type { LastHop } from '#lib/trace/last-hop.ts';

/** Several webhooks at one place. */
export type Callers = {
  readonly names: readonly string[];
  /** Of the strictest among them. */
  readonly failurePolicy: 'Fail' | 'Ignore';
  /** Of the most patient among them; null where that is not known. */
  readonly timeoutSeconds: number | null;
};

/** One way to call an endpoint. */
export type Call = Callers & {
  /** null where nobody has said which name the certificate must be for. */
  readonly serverName: string | null;
  readonly path: string;
  readonly trust: WebhookTrust;
};

/** One pod behind one or more webhooks. */
export type PodEndpoint = Callers & {
  readonly address: string;
  readonly port: number;
  /** The remote network that it is in, or the address itself. */
  readonly network: string;
  readonly sources: readonly string[];
  readonly cluster: string;
  readonly cni: SiteComponents['cni'];
  readonly timeoutMs: number;
};

export type WebhookTarget =
  /** One connection, from the VPC. */
  | ({ readonly kind: 'way' } & PodEndpoint)
  /** A handshake for each call, from this host. */
  | ({
      readonly kind: 'tls';
      readonly calls: readonly Call[];
      readonly expiryWarningDays: number;
    } & PodEndpoint)
  /** Nobody to call: what the cluster says is the measurement. */
  | ({ readonly kind: 'nobody'; readonly why: string } & Callers);

/** What one handshake told; of the answer its status alone: a pod may write into it what it likes. */
export type Handshake = {
  readonly end: HttpsEnd;
  readonly connectMs: number | null;
  readonly tlsMs: number | null;
  readonly tls: TlsFacts | null;
  readonly status: number | null;
};

export type WebhookMeasurement =
  | { readonly kind: 'way'; readonly outcome: TcpOutcome; readonly lastHop: LastHop | null }
  /** In the order of the calls. */
  | { readonly kind: 'tls'; readonly handshakes: readonly Handshake[] }
  | { readonly kind: 'nobody' };
