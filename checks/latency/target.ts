import type { Bounds } from '#core/site.ts';
import type { Histogram } from '#core/stream.ts';
import type { LinkMeasurement } from '#lib/link/measure-link.ts';
import type { LinkTarget } from '#lib/link/target.ts';

/** A stream of test packets; echo requests to the peer beside it; or the handshakes of a service, where nobody reflects. */
export type LatencyTarget =
  | { readonly kind: 'stream'; readonly link: LinkTarget }
  | { readonly kind: 'peer-echo'; readonly echo: LinkTarget; readonly peer: LinkTarget }
  | HandshakeTarget;

export type HandshakeTarget = {
  readonly kind: 'handshakes';
  readonly address: string;
  readonly port: number;
  readonly latencyMs: Bounds;
  readonly confidence: number;
  readonly most: number;
};

export type Handshakes = {
  readonly kind: 'handshakes';
  /** Who read the clock: the kernel, or this process, which may have come late to it. */
  readonly timedBy: 'kernel' | 'process';
  readonly rttMs: Histogram;
  readonly tried: number;
  readonly durationMs: number;
};

export type LatencyMeasurement =
  | ({ readonly kind: 'stream' } & LinkMeasurement)
  | { readonly kind: 'peer-echo'; readonly echo: LinkMeasurement; readonly peer: LinkMeasurement }
  | Handshakes;
