import type { JsonSchema } from '#core/json.ts';
import type { Bounds, Site } from '#core/site.ts';

/** What a stream of test packets to the peer is held against; latency, jitter and loss share one stream. */
export type LinkTarget = {
  readonly latencyMs: Bounds;
  readonly jitterMs: Bounds;
  readonly lossRatio: Bounds;
  readonly confidence: number;
  readonly topRatePps: number;
  readonly mostPackets: number;
  readonly mostMs: number;
  /** What is not answered within it is lost. */
  readonly tMaxMs: number;
};

export type LinkOptions = {
  readonly confidence: number;
  readonly ratePps: number;
  readonly mostPackets: number;
  readonly budgetMs: number;
};

/** Longer than any round trip of a link that anybody would join over (aws-minimum: 200 ms). */
const T_MAX_MS = 1000;

/** A test must not be what fills the link. */
const SHARE_OF_BANDWIDTH = 0.01;
const PACKET_BITS = 8 * 176; // with the headers of IPv4 and UDP

/** Returns the target of a site; every check that asks for it with the same options shares the stream. */
export function linkTarget({ baseline, transport }: Site, options: LinkOptions): LinkTarget {
  const { bandwidthBps = Infinity } = transport;
  const mostPps = Math.max(10, Math.floor((bandwidthBps * SHARE_OF_BANDWIDTH) / PACKET_BITS));
  return {
    latencyMs: baseline.latencyMs,
    jitterMs: baseline.jitterMs,
    lossRatio: baseline.lossRatio,
    confidence: options.confidence,
    topRatePps: Math.min(options.ratePps, mostPps),
    mostPackets: options.mostPackets,
    mostMs: options.budgetMs,
    tMaxMs: T_MAX_MS,
  };
}

/** The same section for each of the three checks. */
export const LINK_OPTIONS: JsonSchema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    confidence: {
      type: 'number',
      description: 'How sure a verdict must be, from 0.5 to 0.999.',
      minimum: 0.5,
      maximum: 0.999,
      default: 0.95,
    },
    ratePps: {
      type: 'integer',
      description:
        'Test packets a second at most (and one hundredth of transport.bandwidth). 10000 proves a loss below 0.01 % in four seconds instead of forty.',
      minimum: 10,
      maximum: 10000,
      default: 1000,
    },
    mostPackets: {
      type: 'integer',
      description:
        'Packets at most; then the verdict is inconclusive, and says what would decide it.',
      minimum: 10,
      maximum: 1000000,
      default: 100000,
    },
    budgetMs: {
      type: 'integer',
      description: 'Time at most, in milliseconds.',
      minimum: 100,
      maximum: 150000,
      default: 50000,
    },
  },
};
