import type { Refusal, StreamOutcome } from '#core/stream.ts';
import { alphaOf, type LinkTarget } from './target.ts';
import type { StopReason } from './verdicts.ts';
import { nameOf, type Way } from './ways.ts';

/** What every finding about a stream says of how it was measured. */
export type StreamFacts = {
  readonly to: string;
  readonly probe: StreamOutcome['packet']['probe'];
  readonly isAuthenticated: boolean;
  readonly packetBytes: number;
  readonly dscp: number;
  readonly sent: number;
  readonly received: number;
  readonly durationMs: number;
  readonly topRatePps: number;
  /** Of this one verdict; that of all links together is `confidence`. */
  readonly alpha: number;
  readonly confidence: number;
  readonly links: number;
  readonly tMaxMs: number;
  readonly hostDrops: number;
  readonly untimed: number;
  readonly calibrationMs: number;
  readonly calibrationErrorMs: number;
  readonly refusals: readonly Refusal[];
  readonly stop: StopReason;
};

export function streamFacts(
  { sample, host, reflector, calibration, packet, refusals }: StreamOutcome,
  link: LinkTarget,
  stop: StopReason,
): StreamFacts {
  return {
    to: link.to.kind === 'peer' ? 'the peer' : nameOf(link.to),
    ...packet,
    sent: sample.sent,
    received: sample.received,
    durationMs: Math.round(host.durationMs),
    topRatePps: host.topRatePps,
    alpha: alphaOf(link),
    confidence: link.confidence,
    links: link.links,
    tMaxMs: link.tMaxMs,
    hostDrops: host.drops + (reflector?.drops ?? 0),
    untimed: sample.untimed,
    calibrationMs: rounded(calibration.medianMs),
    calibrationErrorMs: rounded(calibration.errorMs),
    refusals,
    stop,
  };
}

export const STREAM_EXAMPLE: StreamFacts = {
  ...{ to: 'the peer', probe: 'stamp', isAuthenticated: true, packetBytes: 176, dscp: 0 },
  ...{ sent: 35_714, received: 35_714, durationMs: 4100, topRatePps: 10_000 },
  ...{ alpha: 0.05, confidence: 0.95, links: 1, tMaxMs: 1000 },
  ...{ hostDrops: 0, untimed: 0, calibrationMs: 0.08, calibrationErrorMs: 0.05 },
  ...{ refusals: [], stop: 'decided' },
};

/** How it was measured, as sentences: a number without it means nothing. */
export function howMeasured(facts: StreamFacts): string {
  const { sent, received, durationMs, topRatePps, tMaxMs, calibrationErrorMs } = facts;
  return `${packetsOf(facts)} to ${facts.to}: ${received} of ${sent} answered within ${tMaxMs} ms, in ${rounded(durationMs / 1000)} s at up to ${topRatePps} packets a second; this host's own error is ${calibrationErrorMs} ms; ${STOPS[facts.stop]}.${refusalsOf(facts)}`;
}

function packetsOf({ probe, isAuthenticated, packetBytes, dscp }: StreamFacts): string {
  const kind = {
    stamp: `STAMP over UDP (${isAuthenticated ? 'authenticated' : 'unauthenticated'})`,
    icmp: 'ICMP echo',
  }[probe];
  return `${kind}, packets of ${packetBytes} bytes with DSCP ${dscp}`;
}

function refusalsOf({ refusals }: StreamFacts): string {
  return refusals.map(({ what, from, count }) => ` ${from} said ${count} times: ${what}.`).join('');
}

const STOPS: Readonly<Record<StopReason, string>> = {
  decided: 'stopped as all was decided',
  budget: 'stopped at its budget',
  silence: 'stopped as nothing came back',
  edge: 'not decided, as it lies on the bound',
  'host-noise': 'not decided, as the hosts were too busy',
  'path-changed': 'not decided, as the path changed meanwhile',
};

/** How sure, in words: `95 %`, or `95 % over 3 links`. */
export function level({ confidence, links }: StreamFacts): string {
  const share = `${rounded(confidence * 100)} %`;
  return links === 1 ? share : `${share} over ${links} links`;
}

/** What the options allow at most. */
const MOST_PACKETS = 1_000_000;
const MOST_MS = 150_000;

/** Says how many packets more would decide it, and how to send them; or that none would. */
export function effort(check: string, packets: number, { stop, topRatePps }: StreamFacts): string {
  if (stop === 'path-changed') return 'Run again when the path is stable.';
  const budgetMs = Math.ceil((packets / topRatePps) * 1.2) * 1000;
  if (stop === 'edge' || packets > MOST_PACKETS || budgetMs > MOST_MS) {
    return `It lies too near to the bound for any sensible number of packets: decide whether the bound is right, or run it with checks.${check}.ratePps of 10000 and a peer.`;
  }
  const seconds = rounded(packets / topRatePps);
  return `About ${packets} packets decide it, ${seconds} s at ${topRatePps} a second: set checks.${check}.mostPackets to at least ${packets}, and budgetMs to ${budgetMs}; or raise the rate.`;
}

/** A way in words; what comes back to a sender may have been lost on either. */
export function towards(way: Way): string {
  return {
    'to-aws': 'towards AWS',
    'to-on-prem': 'towards on premises',
    'round-trip': 'there and back',
  }[way];
}

/** What to open where nobody answered. */
export function howToBeAnswered({ probe, isAuthenticated, to }: StreamFacts): string {
  if (probe === 'icmp') {
    return `Allow ICMP echo to ${to} and its replies (type 8 and 0), or name in targets.ping an address that answers.`;
  }
  return isAuthenticated
    ? 'Allow UDP 7443 from this host to the peer, and its answers back.'
    : `See that ${to} reflects STAMP or TWAMP-Light without authentication for this host, and allow UDP there and back.`;
}

export function rounded(value: number): number {
  return Number(value.toPrecision(3));
}

/** 0.00012 reads `0.012 %`. */
export function percent(ratio: number): string {
  return `${rounded(ratio * 100)} %`;
}
