import type { Judgement } from '#core/check.ts';
import type { Finding } from '#core/finding.ts';
import type { StreamOutcome } from '#core/stream.ts';
import type { OneWay } from '#lib/link/plan-ways.ts';
import { withoutHostDrops } from '#lib/link/verdicts.ts';
import { streamFacts } from '#lib/link/words.ts';
import { lossInterval, lossVerdict } from '#lib/statistics/loss-verdict.ts';
import { type Facts, say } from './messages.ts';

export function judge({ way, link }: OneWay, outcome: StreamOutcome): Judgement {
  const { lossRatio: bounds, confidence } = link;
  const { sample, host, reflector } = outcome;
  const stream = streamFacts(outcome, link);
  if (sample.received === 0) return { findings: [say.noAnswers({ ...stream, way })], metrics: [] };
  const isForward = way === 'to-aws';
  const drops = isForward ? (reflector?.drops ?? 0) : host.drops;
  const periods = withoutHostDrops(isForward ? sample.forward : sample.reverse, drops);
  const ratio = periods.packets === 0 ? 0 : periods.lost / periods.packets;
  const { low, high } = lossInterval(periods, confidence);
  const facts: Facts = { ...stream, way, bounds, ratio, low, high, drops, ...periods };
  const verdict = {
    pass: [],
    warn: [say.elevated(facts)],
    fail: [say.tooHigh(facts)],
    undecided: [say.undecided(facts)],
  }[lossVerdict(periods, bounds, 1 - confidence)];
  const limit = { at: 'most', value: bounds.pass } as const;
  return {
    findings: [...verdict, ...besides(outcome, facts)],
    metrics: [
      { name: 'loss_ratio', value: ratio, unit: 'ratio', limit },
      { name: 'loss_ratio_high', value: high, unit: 'ratio' },
    ],
  };
}

/** More than stray ones, in either way: somebody repeats or reorders packets. */
const NOTABLE_RATIO = 0.001;

function besides({ sample }: StreamOutcome, facts: Facts): readonly Finding[] {
  const { duplicates, reordered, received } = sample;
  // The stream cannot tell in which direction it happened: it is told once.
  if (facts.way !== 'to-aws') return facts.drops > 0 ? [say.hostDrops(facts)] : [];
  return [
    ...(facts.drops > 0 ? [say.hostDrops(facts)] : []),
    ...(duplicates > received * NOTABLE_RATIO ? [say.duplicates({ ...facts, duplicates })] : []),
    ...(reordered > received * NOTABLE_RATIO ? [say.reordered({ ...facts, reordered })] : []),
  ];
}
