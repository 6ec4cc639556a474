import type { Judgement } from '#core/check.ts';
import type { Finding } from '#core/finding.ts';
import type { LossPeriods, StreamOutcome } from '#core/stream.ts';
import type { LinkMeasurement } from '#lib/link/measure-link.ts';
import { alphaOf } from '#lib/link/target.ts';
import { isLossOnEdge, stopReason, withoutHostDrops } from '#lib/link/verdicts.ts';
import { lossOf, type OneWay, type Way } from '#lib/link/ways.ts';
import { streamFacts } from '#lib/link/words.ts';
import type { Testimony } from '#lib/link/witness.ts';
import { rateHigh, rateLow } from '#lib/statistics/binomial.ts';
import { lossInterval, lossVerdict } from '#lib/statistics/loss-verdict.ts';
import { type Facts, say } from './messages.ts';

export function judge({ way, link }: OneWay, { outcome, witness }: LinkMeasurement): Judgement {
  const bounds = link.lossRatio;
  const alpha = alphaOf(link);
  if (outcome.sample.received === 0) {
    return { findings: [say.noAnswers(streamFacts(outcome, link, 'silence'))], metrics: [] };
  }
  const drops = dropsOf(outcome, way);
  const periods = withoutHostDrops(lossOf(outcome.sample, way), drops);
  const ratio = periods.packets === 0 ? 0 : periods.lost / periods.packets;
  const { low, high } = lossInterval(periods, 1 - alpha);
  const verdict = lossVerdict(periods, bounds, alpha);
  const isEdge = isLossOnEdge(low, high, bounds);
  const stream = streamFacts(
    outcome,
    link,
    stopReason(outcome, verdict, { isEdge, isNoise: false }),
  );
  const facts: Facts = { ...stream, way, bounds, ratio, low, high, drops, ...periods };
  const findings = {
    pass: [],
    warn: [say.elevated(facts)],
    fail: [say.tooHigh(facts)],
    undecided: [say.undecided(facts)],
  }[verdict];
  const isOnlyEchoes = witness !== null && isTreatedWorse(periods, witness, alpha);
  const limit = { at: 'most', value: bounds.pass } as const;
  return {
    findings: [
      ...(isOnlyEchoes
        ? [say.echoesOnly({ ...facts, port: witness.port, tried: witness.tried })]
        : findings),
      ...besides(outcome, facts),
    ],
    metrics: [
      { name: 'loss_ratio', value: ratio, unit: 'ratio', limit },
      { name: 'loss_ratio_high', value: high, unit: 'ratio' },
    ],
  };
}

/** What the receiving hosts threw away themselves. */
function dropsOf({ host, reflector }: StreamOutcome, way: Way): number {
  const there = reflector?.drops ?? 0;
  return { 'to-aws': there, 'to-on-prem': host.drops, 'round-trip': there + host.drops }[way];
}

/** True where more echo requests are lost than handshakes with the same address could be. */
function isTreatedWorse(
  { lost, packets }: LossPeriods,
  witness: Testimony,
  alpha: number,
): boolean {
  return rateLow(lost, packets, alpha) > rateHigh(witness.lost, witness.tried, alpha);
}

/** More than stray ones, in either way: somebody repeats or reorders packets. */
const NOTABLE_RATIO = 0.001;

function besides({ sample }: StreamOutcome, facts: Facts): readonly Finding[] {
  const { duplicates, reordered, received } = sample;
  const drops = facts.drops > 0 ? [say.hostDrops(facts)] : [];
  // The stream cannot tell in which direction it happened: it is told once.
  if (facts.way === 'to-on-prem') return drops;
  return [
    ...drops,
    ...(duplicates > received * NOTABLE_RATIO ? [say.duplicates({ ...facts, duplicates })] : []),
    ...(reordered > received * NOTABLE_RATIO ? [say.reordered({ ...facts, reordered })] : []),
  ];
}
