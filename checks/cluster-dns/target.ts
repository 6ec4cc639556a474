import type { DnsOutcome, DnsTransport } from '#core/io.ts';
import type { Endpoint } from '#core/endpoint.ts';
import type { Bounds } from '#core/site.ts';

/** What CoreDNS does for a name: it answers by itself, or asks the resolver behind it. */
export type NameKind = 'service' | 'aws' | 'on-prem';

/** What a right answer holds: these addresses, addresses of these networks, or any address. */
export type Expectation =
  | { readonly kind: 'addresses'; readonly addresses: readonly string[] }
  | { readonly kind: 'within'; readonly networks: readonly string[] }
  | { readonly kind: 'any' };

export type ClusterName = {
  readonly name: string;
  readonly kind: NameKind;
  readonly expect: Expectation;
};

export type ClusterDnsTarget = {
  readonly server: Endpoint;
  /** The service network that the address was inferred from; null where the config names it. */
  readonly inferredFrom: string | null;
  readonly names: readonly ClusterName[];
  /** Whose packets the path to CoreDNS must let through, where it runs in the VPC. */
  readonly sources: readonly string[];
  readonly vpc: readonly string[];
  readonly timeoutMs: number;
  readonly answerMs: Bounds;
};

export type Asked = {
  readonly name: string;
  readonly transport: DnsTransport;
  readonly outcome: DnsOutcome;
};

export type ClusterDnsMeasurement = {
  readonly asked: readonly Asked[];
  /** Asked one at a time; only where the first answers were slow. */
  readonly again: readonly Asked[];
};
