import type { Bounds } from '#core/site.ts';
import type { Histogram, StreamOutcome } from '#core/stream.ts';
import type { LinkTarget } from '#lib/link/target.ts';

/** The round trip to the peer, or the handshakes of a service, where nobody reflects. */
export type LatencyTarget =
  { readonly kind: 'stream'; readonly link: LinkTarget } | HandshakeTarget;

export type HandshakeTarget = {
  readonly kind: 'handshakes';
  readonly address: string;
  readonly port: number;
  readonly latencyMs: Bounds;
  readonly confidence: number;
  readonly most: number;
};

export type LatencyMeasurement =
  | { readonly kind: 'stream'; readonly outcome: StreamOutcome }
  | {
      readonly kind: 'handshakes';
      readonly rttMs: Histogram;
      readonly tried: number;
      readonly durationMs: number;
    };
