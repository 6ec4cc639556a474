/**
 * Whom the API trusts when it calls a webhook. `system`: no authority is registered, so the public ones count.
 * `anybody`: certificates are not looked at. `unreadable`: what is registered holds no certificate. `unknown`: nobody
 * has said.
 */
export type WebhookTrust =
  | { readonly kind: 'system' | 'anybody' | 'unreadable' | 'unknown' }
  /** PEM, or `file:/path` of it. */
  | { readonly kind: 'given'; readonly authority: string };

/** Where a webhook answers. `elsewhere`: not on premises; `nowhere`: no pod of it is ready. The reason is a sentence. */
export type WebhookPlace =
  | { readonly kind: 'endpoint'; readonly address: string; readonly port: number }
  | { readonly kind: 'elsewhere' | 'nowhere'; readonly why: string };

/** One webhook or aggregated API at one of its pods, as the API server calls it. */
export type SiteWebhook = {
  /** As reports name it. */
  readonly name: string;
  /** For SNI and the certificate, as in `cert-manager-webhook.cert-manager.svc`; null where nobody has said. */
  readonly serverName: string | null;
  readonly path: string;
  readonly trust: WebhookTrust;
  /** What becomes of a request that the webhook should have seen, and could not. */
  readonly failurePolicy: 'Fail' | 'Ignore';
  /** How long the API waits for it; null where that is not known. */
  readonly timeoutSeconds: number | null;
  readonly at: WebhookPlace;
};
