import { defineMessages, message } from '#core/messages.ts';
import type { Bounds } from '#core/site.ts';
import { howMeasured, STREAM_EXAMPLE } from '#lib/link/words.ts';

/** A quantile in milliseconds with its interval; open where the sample is too small. */
export type Spread = { readonly value: number; readonly low: number; readonly high: number | null };

export type Facts = {
  readonly p50Ms: Spread;
  readonly p95Ms: Spread;
  readonly p99Ms: Spread;
  readonly bounds: Bounds;
  readonly confidence: number;
  /** How it was measured, as a sentence. */
  readonly how: string;
  readonly untimed: number;
  readonly calibrationErrorMs: number;
};

const EXAMPLE: Facts = {
  p50Ms: { value: 20.4, low: 20.3, high: 20.5 },
  p95Ms: { value: 21, low: 20.8, high: 21.3 },
  p99Ms: { value: 23.1, low: 22, high: null },
  bounds: { pass: 5, fail: 10 },
  confidence: 0.95,
  how: howMeasured(STREAM_EXAMPLE),
  untimed: 0,
  calibrationErrorMs: 0.05,
};

const WHERE =
  'Compare with what the link promises: mtr -n to the peer shows where the time goes; then ask for a shorter path, a nearer Direct Connect location, or a region that is nearer.';

export const { say, vocabulary } = defineMessages('latency', {
  tooHigh: message<Facts>({
    severity: 'fail',
    title: 'Round trips take too long',
    example: EXAMPLE,
    detail: (facts) =>
      `${numbersOf(facts)} Every second round trip is beyond ${facts.bounds.fail} ms. ${facts.how}`,
    fix: () => WHERE,
  }),
  elevated: message<Facts>({
    severity: 'warn',
    title: 'Round trips are longer than they should be',
    example: { ...EXAMPLE, p50Ms: { value: 7, low: 6.9, high: 7.1 } },
    detail: (facts) =>
      `${numbersOf(facts)} Too many are beyond ${facts.bounds.pass} ms. ${facts.how}`,
    fix: () => WHERE,
  }),
  hostNoise: message<Facts>({
    severity: 'inconclusive',
    title: 'The hosts were too busy to measure',
    example: {
      ...EXAMPLE,
      p95Ms: { value: 6, low: 5.8, high: 6.3 },
      untimed: 900,
      calibrationErrorMs: 3,
    },
    detail: (facts) =>
      `${numbersOf(facts)} ${facts.untimed} answers had no usable time, as a host was held up when it read its clock, and this host's own error is ${facts.calibrationErrorMs} ms. ${facts.how}`,
    fix: () => 'Run again when this host and the peer have processor time to spare.',
  }),
  undecided: message<Facts>({
    severity: 'inconclusive',
    title: 'Latency could not be decided',
    example: { ...EXAMPLE, p50Ms: { value: 5.1, low: 4.9, high: 5.3 } },
    detail: (facts) =>
      `${numbersOf(facts)} The bounds are ${facts.bounds.pass} and ${facts.bounds.fail} ms, and this host's own error ${facts.calibrationErrorMs} ms. ${facts.how}`,
    fix: () =>
      'Near a bound more packets decide it: raise checks.latency.mostPackets and budgetMs; a quieter host has a smaller error of its own.',
  }),
  noAnswers: message<Pick<Facts, 'how'>>({
    severity: 'inconclusive',
    title: 'Nothing was answered',
    example: { how: howMeasured({ ...STREAM_EXAMPLE, received: 0, stop: 'silence' }) },
    detail: ({ how }) => `No round trip came to its end. ${how}`,
    fix: () => 'Allow UDP 7443 from this host to the peer, and its answers back.',
  }),
});

function numbersOf({ p50Ms, p95Ms, p99Ms, confidence }: Facts): string {
  const level = `${Math.round(confidence * 100)} %`;
  return `p50 ${spread(p50Ms)}, p95 ${spread(p95Ms)}, p99 ${spread(p99Ms)} (${level} intervals).`;
}

function spread({ value, low, high }: Spread): string {
  return `${value} ms [${low}, ${high ?? 'open'}]`;
}
