import type { Json } from '#core/json.ts';
import { judgeCase } from '#core/judge.ts';
import type { AnyCheck } from '#core/check.ts';
import type { StreamOutcome } from '#core/stream.ts';
import type { LinkTarget } from '#lib/link/target.ts';
import { createBatches } from '#lib/statistics/batch-means.ts';
import { createHistogram } from '#lib/statistics/histogram.ts';
import { createRandom } from '../lib/statistics/random.ts';

export const LINK: LinkTarget = {
  to: { kind: 'peer' },
  latencyMs: { pass: 5, fail: 10 },
  jitterMs: { pass: 2, fail: 5 },
  lossRatio: { pass: 0.0001, fail: 0.001 },
  confidence: 0.95,
  links: 1,
  topRatePps: 1000,
  mostPackets: 100_000,
  leastMs: 0,
  mostMs: 50_000,
  tMaxMs: 1000,
  dscp: 0,
};

/** The section of each of the three checks, as the schema fills it in. */
export const LINK_CONFIG = {
  ...{ confidence: 0.95, ratePps: 1000, pingRatePps: 200, mostPackets: 100_000 },
  ...{ watchMs: 0, budgetMs: 50_000, dscp: 0 },
};

export type Path = {
  readonly rttMs?: number;
  readonly spreadMs?: number;
  readonly ipdvMs?: number;
  readonly sent?: number;
  readonly lostForward?: number;
  readonly lostReverse?: number;
  /** How many are lost in a row. */
  readonly burst?: number;
  readonly duplicates?: number;
  readonly reordered?: number;
  readonly hostDrops?: number;
  readonly farDrops?: number;
  readonly calibrationErrorMs?: number;
  readonly untimed?: number;
  /** Where the delay steps, and to what. */
  readonly stepToMs?: number;
};

function jitterOf(meanMs: number, count: number) {
  const ipdv = createBatches();
  const random = createRandom(5);
  // Exponential differences, as of packets that meet a queue now and then.
  for (let index = 0; index < count; index += 1) ipdv.add(-meanMs * Math.log(1 - random()));
  return { ipdv: ipdv.means(), greatestJ: meanMs, lastJ: meanMs, deviation: meanMs };
}

function lossOf(packets: number, lost: number, burst: number) {
  const periods = Math.ceil(lost / burst);
  return { packets, lost, periods, longest: Math.min(lost, burst), squares: lost * burst };
}

function levelsOf(fromMs: number, toMs: number): readonly number[] {
  return Array.from({ length: 40 }, (_, index) => (index < 25 ? fromMs : toMs));
}

const HEALTHY = {
  ...{ rttMs: 1, spreadMs: 0.1, ipdvMs: 0.1, sent: 36_000 },
  ...{ lostForward: 0, lostReverse: 0, burst: 1, duplicates: 0, reordered: 0 },
  ...{ hostDrops: 0, farDrops: 0, calibrationErrorMs: 0.05, untimed: 0 },
} satisfies Path;

/** What a stream over an imaginary path comes to. */
export function streamOver(path: Path): StreamOutcome {
  const { rttMs, spreadMs, ipdvMs, sent, burst, ...rest } = { ...HEALTHY, ...path };
  const { lostForward, lostReverse, duplicates, reordered } = rest;
  const { hostDrops, farDrops, calibrationErrorMs, untimed } = rest;
  const histogram = createHistogram();
  const random = createRandom(9);
  const received = sent - lostForward - lostReverse;
  const timed = untimed >= received ? 0 : received;
  for (let index = 0; index < timed; index += 1) histogram.add(rttMs + spreadMs * random());
  const jitter = jitterOf(ipdvMs, Math.min(received, 2000));
  return {
    sample: {
      ...{ sent, received, duplicates, reordered, late: 0, untimed },
      forward: lossOf(sent, lostForward, burst),
      reverse: lossOf(sent - lostForward, lostReverse, burst),
      roundTrip: lossOf(sent, lostForward + lostReverse, burst),
      rttMs: histogram.histogram(),
      levelsMs: levelsOf(rttMs, path.stepToMs ?? rttMs),
      ...{ rttJitter: jitter, forwardJitter: jitter, reverseJitter: jitter },
    },
    host: {
      ...{ receiveBufferBytes: 8_388_608, drops: hostDrops, stalls: 0, longestStallMs: 0 },
      ...{ topRatePps: 1000, durationMs: 36_000 },
    },
    reflector: { received: sent - lostForward, sent: sent - lostForward, drops: farDrops },
    calibration: { medianMs: 0.08, errorMs: calibrationErrorMs },
    stop: 'decided',
    packet: { probe: 'stamp', packetBytes: 176, dscp: 0, isAuthenticated: true },
    refusals: [],
  };
}

/** `status code code …` of one case. */
export function verdictOn(check: AnyCheck, target: Json, measurement: Json): string {
  const outcome = judgeCase(check, { caseName: check.id, target, measurement }, []);
  if (!('findings' in outcome)) throw new Error(check.id, { cause: outcome });
  for (const { title, detail, fix } of outcome.findings) {
    const text = `${title} ${detail} ${fix}`;
    if (/undefined|NaN|\[object|null/.test(text)) throw new Error(text);
  }
  const codes = outcome.findings.map(({ code }) => code.replace(`${check.id}/`, ''));
  return [outcome.status, ...codes].join(' ');
}
