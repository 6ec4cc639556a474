import type { Baseline, Bounds } from '#core/site.ts';
import { baselineNamed } from './baselines.ts';
import { durationMs, rateBps, shareRatio } from './quantities.ts';
import type { RawBaseline, RawBounds } from './raw-config.ts';

/** Returns the baseline that a valid config names, or the one it builds on with the limits of its own. */
export function baselineOf(raw: string | RawBaseline): Baseline {
  if (typeof raw === 'string') return knownBaseline(raw);
  const base = knownBaseline(raw.extends ?? 'direct-connect');
  const own = readBounds(raw);
  return {
    name: `custom (${base.name})`,
    latencyMs: own.latencyMs ?? base.latencyMs,
    jitterMs: own.jitterMs ?? base.jitterMs,
    lossRatio: own.lossRatio ?? base.lossRatio,
    bandwidthBps: own.bandwidthBps ?? base.bandwidthBps,
    mtuBytes: raw.mtu ?? base.mtuBytes,
    dnsAnswerMs: own.dnsAnswerMs ?? base.dnsAnswerMs,
  };
}

type BoundsName = 'latencyMs' | 'jitterMs' | 'lossRatio' | 'bandwidthBps' | 'dnsAnswerMs';

/** Returns the limits that a baseline of one's own states, as numbers. */
export function readBounds(raw: RawBaseline): Readonly<Record<BoundsName, Bounds | undefined>> {
  return {
    latencyMs: bounds(raw.latency, durationMs),
    jitterMs: bounds(raw.jitter, durationMs),
    lossRatio: bounds(raw.loss, shareRatio),
    bandwidthBps: bounds(raw.bandwidth, rateBps),
    dnsAnswerMs: bounds(raw.dnsAnswer, durationMs),
  };
}

function bounds(raw: RawBounds | undefined, read: (text: string) => number): Bounds | undefined {
  return raw === undefined ? undefined : { pass: read(raw.pass), fail: read(raw.fail) };
}

function knownBaseline(name: string): Baseline {
  const baseline = baselineNamed(name);
  // The schema lets only known names pass.
  if (baseline === undefined) throw new Error(`no baseline ${name}`);
  return baseline;
}
