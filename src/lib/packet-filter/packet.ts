import type { Cidr } from '#lib/cidr/parse.ts';

/** The first packet of a conversation, as a firewall meets it. */
export interface Packet {
  readonly protocol: 'tcp' | 'udp';
  readonly port: number;
  /** Where it may come from: a rule that allows only a part of it is unclear. */
  readonly source: Cidr;
  /** The interface that it arrives at, where that is known. */
  readonly interface: string | null;
}

/** What rules do with a packet, as far as they can be read. */
export type Fate = 'accepted' | 'dropped' | 'unclear';

/** Whether a condition holds. */
export type Truth = 'yes' | 'no' | 'maybe';

export function anyOf(truths: readonly Truth[]): Truth {
  if (truths.includes('yes')) return 'yes';
  return truths.includes('maybe') ? 'maybe' : 'no';
}

export function allOf(truths: readonly Truth[]): Truth {
  if (truths.includes('no')) return 'no';
  return truths.includes('maybe') ? 'maybe' : 'yes';
}

export function not(truth: Truth): Truth {
  if (truth === 'maybe') return 'maybe';
  return truth === 'yes' ? 'no' : 'yes';
}
