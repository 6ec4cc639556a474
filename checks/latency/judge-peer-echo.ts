import type { Judgement } from '#core/check.ts';
import type { StreamOutcome } from '#core/stream.ts';
import { howMeasured, rounded, streamFacts } from '#lib/link/words.ts';
import { rateHigh, rateLow } from '#lib/statistics/binomial.ts';
import { valueAtRank } from '#lib/statistics/histogram.ts';
import { say } from './messages.ts';
import type { LatencyMeasurement, LatencyTarget } from './target.ts';

/** Slower by more than both: a kernel answers echo requests, so that they should rather be faster. */
const SLOWER_MS = 1;
const SLOWER_RATIO = 1.25;

/** Rarely wrong: nothing follows from it but a word of caution. */
const ALPHA = 0.01;

type Of<Kind, Part> = Extract<Part, { readonly kind: Kind }>;

/** Says where echo requests to the peer fare otherwise than test packets. The verdict is the stream's. */
export function judgePeerEcho(
  { echo: link }: Of<'peer-echo', LatencyTarget>,
  { echo, peer }: Of<'peer-echo', LatencyMeasurement>,
): Judgement {
  const facts = streamFacts(echo.outcome, link, 'decided');
  if (peer.outcome.sample.received === 0) return { findings: [], metrics: [] };
  if (echo.outcome.sample.received === 0) {
    return { findings: [say.echoesSilent({ how: howMeasured(facts) })], metrics: [] };
  }
  const echoMs = medianOf(echo.outcome);
  const streamMs = medianOf(peer.outcome);
  const isSlower = echoMs > streamMs * SLOWER_RATIO && echoMs > streamMs + SLOWER_MS;
  const isLossier = lossBound(echo.outcome, rateLow) > lossBound(peer.outcome, rateHigh);
  const lost = echo.outcome.sample.roundTrip.lost;
  return {
    findings:
      isSlower || isLossier
        ? [say.echoesDiffer({ how: howMeasured(facts), echoMs, streamMs, lost })]
        : [],
    metrics: [{ name: 'icmp_rtt_p50_ms', value: echoMs, unit: 'ms' }],
  };
}

function medianOf({ sample: { rttMs }, calibration }: StreamOutcome): number {
  const median = valueAtRank(rttMs, Math.ceil(rttMs.count / 2)) - calibration.medianMs;
  return rounded(Math.max(0, median));
}

function lossBound({ sample }: StreamOutcome, bound: typeof rateLow): number {
  return bound(sample.roundTrip.lost, sample.roundTrip.packets, ALPHA);
}
