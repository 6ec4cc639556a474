import type { ListenAt } from '#core/far.ts';

/** A port that this side listens on for the other. */
export interface Lease {
  readonly close: () => Promise<void>;
}

export interface LeaseOptions {
  readonly at: ListenAt;
  /** Who says just this is answered. */
  readonly ask: Buffer;
  readonly echoTo: (source: string) => Buffer;
  /** Called with the source of whatever comes. */
  readonly saw: (address: string) => void;
}
