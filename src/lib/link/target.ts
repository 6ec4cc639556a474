import type { Bounds, Site } from '#core/site.ts';
import { cleanTrialsNeeded } from '#lib/statistics/rate-verdict.ts';
import type { LinkOptions } from './options.ts';

/** Where test packets go: to the peer, to a reflector without a key, or to whoever answers echo requests. */
export type LinkEnd =
  | { readonly kind: 'peer' }
  | { readonly kind: 'reflector'; readonly address: string; readonly port: number }
  /** `witnessPort` is a TCP port there that is asked whether echo requests are treated like other packets. */
  | { readonly kind: 'echo'; readonly address: string; readonly witnessPort: number | null };

/** What a stream of test packets is held against; latency, jitter and loss share one stream. */
export type LinkTarget = {
  readonly to: LinkEnd;
  readonly latencyMs: Bounds;
  readonly jitterMs: Bounds;
  readonly lossRatio: Bounds;
  readonly confidence: number;
  /** How many links the run measures: the confidence is that of all verdicts together. */
  readonly links: number;
  readonly topRatePps: number;
  readonly mostPackets: number;
  readonly leastMs: number;
  readonly mostMs: number;
  /** What is not answered within it is lost. */
  readonly tMaxMs: number;
  readonly dscp: number;
};

/** Longer than any round trip of a link that anybody would join over (aws-minimum: 200 ms). */
const T_MAX_MS = 1000;

/** A test must not be what fills the link. */
const SHARE_OF_BANDWIDTH = 0.01;
const PACKET_BITS = 8 * 176; // STAMP with the headers of IPv4 and UDP

/** IANA's port of TWAMP, which STAMP uses as well (RFC 8762 §4.1). */
const REFLECTOR_PORT = 862;

const API_PORT = 443;

/** Enough to see whether a peer's kernel treats echo requests as its process treats test packets. */
const WITNESS_PACKETS = 16;

/** The links of a site: every check that asks with the same options shares their streams. */
export type Links = {
  readonly peer: LinkTarget | undefined;
  /** Echo requests to the peer, as a witness beside its reflector. */
  readonly peerEcho: LinkTarget | undefined;
  readonly reflectors: readonly LinkTarget[];
  readonly echoes: readonly LinkTarget[];
};

export function linksOf(site: Site, options: LinkOptions): Links {
  const { targets, peer } = site;
  const links = (peer === undefined ? 0 : 1) + targets.reflectors.length + targets.ping.length;
  const common = commonOf(site, options, Math.max(1, links));
  const echo = echoOf(common, options);
  return {
    peer: peer === undefined ? undefined : { ...common, to: { kind: 'peer' } },
    peerEcho:
      peer?.host === undefined
        ? undefined
        : {
            ...echo({ kind: 'echo', address: peer.host, witnessPort: null }),
            mostPackets: WITNESS_PACKETS,
          },
    reflectors: targets.reflectors.map(({ host: address, port = REFLECTOR_PORT }) => ({
      ...common,
      to: { kind: 'reflector', address, port },
    })),
    echoes: targets.ping.map((address) =>
      echo({ kind: 'echo', address, witnessPort: tcpPort(site, address) }),
    ),
  };
}

function commonOf(
  { baseline, transport }: Site,
  options: LinkOptions,
  links: number,
): Omit<LinkTarget, 'to'> {
  const { bandwidthBps = Infinity } = transport;
  const mostPps = Math.max(10, Math.floor((bandwidthBps * SHARE_OF_BANDWIDTH) / PACKET_BITS));
  return {
    latencyMs: baseline.latencyMs,
    jitterMs: baseline.jitterMs,
    lossRatio: baseline.lossRatio,
    confidence: options.confidence,
    links,
    topRatePps: Math.min(options.ratePps, mostPps),
    mostPackets: options.mostPackets,
    leastMs: options.watchMs,
    mostMs: Math.max(options.budgetMs, options.watchMs),
    tMaxMs: T_MAX_MS,
    dscp: options.dscp,
  };
}

/**
 * Echo requests go slowly, as they are answered by those who have other work. Where they cannot prove a loss below the
 * first bound in their time, they go on no longer than it takes to show that it is not beyond the last.
 */
function echoOf(
  common: Omit<LinkTarget, 'to'>,
  options: LinkOptions,
): (to: LinkEnd & { readonly kind: 'echo' }) => LinkTarget {
  const topRatePps = Math.min(options.pingRatePps, common.topRatePps);
  const alpha = alphaOf(common);
  const inTime = Math.min(common.mostPackets, (topRatePps * common.mostMs) / 1000);
  const isProvable = cleanTrialsNeeded(common.lossRatio.pass, alpha) <= inTime;
  const mostPackets = isProvable
    ? common.mostPackets
    : Math.min(common.mostPackets, cleanTrialsNeeded(common.lossRatio.fail, alpha));
  return (to) => ({ ...common, to, topRatePps, mostPackets });
}

function tcpPort({ targets }: Site, address: string): number | null {
  const place = targets.kubernetesApi.find(({ host }) => host === address);
  return place === undefined ? null : (place.port ?? API_PORT);
}

/**
 * Returns the chance of error that one link's verdict may take, so that all of them together keep to the confidence
 * (Bonferroni). Holm's steps would give nothing more here: each verdict is reached at a time of its own.
 */
export function alphaOf({ confidence, links }: Pick<LinkTarget, 'confidence' | 'links'>): number {
  return (1 - confidence) / links;
}
