import type { WebhookTrust } from '#core/webhook.ts';

/** Whom the API calls: a Service by its port, a URL, or nobody but itself. */
export type Callee =
  | {
      readonly kind: 'service';
      readonly namespace: string;
      readonly name: string;
      readonly port: number;
    }
  | { readonly kind: 'url'; readonly host: string; readonly port: number };

/** One webhook or aggregated API as it is registered. */
export type Call = {
  readonly name: string;
  readonly callee: Callee;
  readonly path: string;
  readonly trust: WebhookTrust;
  readonly failurePolicy: 'Fail' | 'Ignore';
  readonly timeoutSeconds: number | null;
};

/** The ports of a Service by number, each with the name that endpoints know it by. */
export type Service = {
  readonly namespace: string;
  readonly name: string;
  readonly ports: ReadonlyMap<number, string>;
};

/** A part of the ready pods behind a Service. */
export type Slice = {
  readonly namespace: string;
  readonly service: string;
  /** by name */
  readonly ports: ReadonlyMap<string, number>;
  readonly addresses: readonly string[];
};

export type Resources = {
  readonly calls: readonly Call[];
  readonly services: readonly Service[];
  readonly slices: readonly Slice[];
};

export const NO_RESOURCES: Resources = { calls: [], services: [], slices: [] };
