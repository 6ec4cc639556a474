import type { PullFacts, RegistryFacts } from '#core/registry.ts';

export type RegistryTarget = {
  /** A name or an address. */
  readonly host: string;
  readonly port: number;
  readonly authority: string | null;
  readonly containerdConfig: string | null;
  /** Never at the peer. The secret is a reference. */
  readonly account: { readonly name: string; readonly secret: string } | null;
  readonly image: string | null;
  readonly warnDays: number;
  /** What the time to pull is told for. */
  readonly imageGb: number;
  readonly mostBytes: number;
  readonly mostMs: number;
  readonly timeoutMs: number;
  /** The packets come from one of these networks: what a firewall rule has to name. */
  readonly sources: readonly string[];
};

export type RegistryMeasurement =
  | { readonly kind: 'unresolved'; readonly why: string }
  | {
      readonly kind: 'looked';
      readonly address: string;
      readonly facts: RegistryFacts;
      /** null where nobody logs in, or may not: see `judge-certificate`. */
      readonly pull: PullFacts | null;
    };

export type Secured = Extract<RegistryFacts, { kind: 'secured' }>;
