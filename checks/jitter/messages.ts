import { defineMessages, message } from '#core/messages.ts';
import type { Bounds } from '#core/site.ts';
import { NO_ANSWERS } from '#lib/link/no-answers.ts';
import type { Way } from '#lib/link/ways.ts';
import {
  effort,
  howMeasured,
  level,
  STREAM_EXAMPLE,
  type StreamFacts,
  towards,
} from '#lib/link/words.ts';

type Facts = StreamFacts & {
  readonly way: Way;
  readonly ipdvMs: { readonly value: number; readonly low: number; readonly high: number };
  readonly differences: number;
  readonly greatestJMs: number;
  readonly deviationMs: number;
  readonly bounds: Bounds;
};

const EXAMPLE: Facts = {
  ...STREAM_EXAMPLE,
  way: 'to-aws',
  ipdvMs: { value: 5.3, low: 5.1, high: 5.6 },
  differences: 800,
  greatestJMs: 7.2,
  deviationMs: 4.6,
  bounds: { pass: 2, fail: 5 },
};

const WHERE =
  'Look for a queue that fills and empties: graphs of the link’s utilisation, shapers and policers of the provider, and a VPN gateway at its limit of packets a second.';

export const { say, vocabulary } = defineMessages('jitter', {
  tooHigh: message<Facts>({
    severity: 'fail',
    title: 'Delay jumps from packet to packet',
    example: EXAMPLE,
    detail: (facts) =>
      `${numbersOf(facts)} It is beyond ${facts.bounds.fail} ms. ${howMeasured(facts)}`,
    fix: () => WHERE,
  }),
  elevated: message<Facts>({
    severity: 'warn',
    title: 'Delay varies more than it should',
    example: { ...EXAMPLE, ipdvMs: { value: 3, low: 2.9, high: 3.1 } },
    detail: (facts) =>
      `${numbersOf(facts)} It is beyond ${facts.bounds.pass} ms. ${howMeasured(facts)}`,
    fix: () => WHERE,
  }),
  hostNoise: message<Facts>({
    severity: 'inconclusive',
    title: 'The hosts were too busy to measure',
    example: { ...EXAMPLE, untimed: 900, calibrationErrorMs: 3, stop: 'host-noise' },
    detail: (facts) =>
      `${numbersOf(facts)} ${facts.untimed} answers had no usable time, as a host was held up when it read its clock. ${howMeasured(facts)}`,
    fix: () => 'Run again when this host and the peer have processor time to spare.',
  }),
  undecided: message<Facts>({
    severity: 'inconclusive',
    title: 'Jitter could not be decided',
    example: { ...EXAMPLE, ipdvMs: { value: 2.1, low: 1.8, high: 2.5 }, stop: 'budget' },
    detail: (facts) =>
      `${numbersOf(facts)} The bounds are ${facts.bounds.pass} and ${facts.bounds.fail} ms. ${howMeasured(facts)}`,
    fix: (facts) => effort('jitter', packetsToTell(facts), facts),
  }),
  noAnswers: NO_ANSWERS,
});

function numbersOf(facts: Facts): string {
  const { way, ipdvMs, greatestJMs, deviationMs } = facts;
  const { value, low, high } = ipdvMs;
  const what = way === 'round-trip' ? 'of round trips (both directions add up)' : towards(way);
  return `Mean |IPDV| ${what}: ${value} ms [${low}, ${high}] (${level(facts)} interval); J of RFC 3550 at most ${greatestJMs} ms, deviation ${deviationMs} ms.`;
}

/** An interval narrows with the root of the number: until the nearer bound is out of it. */
function packetsToTell({ ipdvMs: { value, low, high }, bounds, sent }: Facts): number {
  const distance = Math.min(Math.abs(value - bounds.pass), Math.abs(value - bounds.fail));
  const half = (high - low) / 2;
  return distance === 0 ? Infinity : Math.ceil(sent * Math.max(2, (half / distance) ** 2));
}
