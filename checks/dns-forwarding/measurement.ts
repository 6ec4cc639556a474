import type { Endpoint } from '#core/endpoint.ts';
import type { DnsOutcome, DnsQuestion } from '#core/io.ts';

/**
 * Why a question was asked: the answer to `small` fits one packet, that to `big` does not, a `probe` has no
 * right answer, `alive` is for whatever answer comes, and `again` has the resolver and this host to itself.
 */
export type Purpose = 'small' | 'big' | 'probe' | 'alive' | 'again';

export type Asked = {
  readonly purpose: Purpose;
  readonly question: DnsQuestion;
  readonly outcome: DnsOutcome;
};

export type NamesMeasurement = { readonly kind: 'names'; readonly asked: readonly Asked[] };

/** One name asked of one server, over TCP where UDP cut the answer. */
export type NameAtServer = {
  readonly server: Endpoint;
  readonly name: string;
  readonly outcome: DnsOutcome;
};

export type SystemMeasurement = {
  readonly kind: 'system';
  readonly nameServers: readonly Endpoint[];
  readonly system: readonly NameAtServer[];
  readonly direct: readonly NameAtServer[];
};

export type RedundancyMeasurement = {
  readonly kind: 'redundancy';
  readonly asked: readonly { readonly server: Endpoint; readonly outcome: DnsOutcome }[];
};

export type DnsMeasurement = NamesMeasurement | SystemMeasurement | RedundancyMeasurement;
