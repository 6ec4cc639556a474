import type { Endpoint } from '#core/endpoint.ts';
import type { DnsQuestion } from '#core/io.ts';
import type { Bounds } from '#core/site.ts';

/**
 * What a resolver is asked for: the inbound endpoint knows AWS names, an on-premises resolver forwards
 * AWS names and knows its own, the resolver of the VPC forwards on-premises names and knows AWS's.
 */
export type Role = 'inbound' | 'forwarder' | 'authority' | 'vpc-resolver' | 'vpc-own';

/** A resolver as findings speak of it: which domains it must know, and whom it should ask for them. */
export type Resolver = Endpoint & {
  readonly role: Role;
  readonly domains: readonly string[];
  readonly upstreams: readonly string[];
};

/** What a right answer holds. `endpoint` is the Kubernetes API, `service` another AWS name. */
export type Expectation =
  | { readonly kind: 'private'; readonly of: 'endpoint' | 'service' }
  | { readonly kind: 'public' }
  | { readonly kind: 'any' }
  | { readonly kind: 'addresses'; readonly addresses: readonly string[] };

export type ExpectedAnswer = { readonly name: string; readonly expect: Expectation };

export type BigAnswer = { readonly name: string; readonly type: DnsQuestion['type'] };

/** One resolver, asked for each name in every way. */
export type NamesTarget = {
  readonly kind: 'names';
  readonly resolver: Resolver;
  readonly names: readonly ExpectedAnswer[];
  /** Names that nobody has: whoever answers them answers anything. */
  readonly probes: readonly string[];
  readonly bigAnswer: BigAnswer | null;
  readonly vpc: readonly string[];
  readonly timeoutMs: number;
  readonly answerMs: Bounds;
};

/** The resolvers of this host, held against those that must know. */
export type SystemTarget = {
  readonly kind: 'system';
  readonly references: readonly Resolver[];
  readonly names: readonly string[];
  readonly vpc: readonly string[];
  readonly timeoutMs: number;
};

/** All addresses of one group, each asked by itself. */
export type RedundancyTarget = {
  readonly kind: 'redundancy';
  readonly group: 'inbound' | 'on-prem';
  readonly servers: readonly Endpoint[];
  readonly question: BigAnswer;
  readonly timeoutMs: number;
};

export type DnsTarget = NamesTarget | SystemTarget | RedundancyTarget;
