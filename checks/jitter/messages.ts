import { defineMessages, message } from '#core/messages.ts';
import type { Bounds } from '#core/site.ts';
import type { OneWay } from '#lib/link/plan-ways.ts';
import { howMeasured, STREAM_EXAMPLE, type StreamFacts } from '#lib/link/words.ts';

type Way = { readonly way: OneWay['way'] };

type Facts = StreamFacts &
  Way & {
    readonly ipdvMs: { readonly value: number; readonly low: number; readonly high: number };
    readonly greatestJMs: number;
    readonly deviationMs: number;
    readonly bounds: Bounds;
  };

const EXAMPLE: Facts = {
  ...STREAM_EXAMPLE,
  way: 'to-aws',
  ipdvMs: { value: 5.3, low: 5.1, high: 5.6 },
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
    example: { ...EXAMPLE, untimed: 900, calibrationErrorMs: 3 },
    detail: (facts) =>
      `${numbersOf(facts)} ${facts.untimed} answers had no usable time, as a host was held up when it read its clock, and this host's own error is ${facts.calibrationErrorMs} ms. ${howMeasured(facts)}`,
    fix: () => 'Run again when this host and the peer have processor time to spare.',
  }),
  undecided: message<Facts>({
    severity: 'inconclusive',
    title: 'Jitter could not be decided',
    example: { ...EXAMPLE, ipdvMs: { value: 2, low: 1.8, high: 2.2 }, stop: 'budget' },
    detail: (facts) =>
      `${numbersOf(facts)} The bounds are ${facts.bounds.pass} and ${facts.bounds.fail} ms. ${howMeasured(facts)}`,
    fix: () => 'More packets decide it: raise checks.jitter.mostPackets and budgetMs.',
  }),
  noAnswers: message<StreamFacts & Way>({
    severity: 'inconclusive',
    title: 'No test packet was answered',
    example: { ...STREAM_EXAMPLE, way: 'to-aws', received: 0, stop: 'silence' },
    detail: (facts) => `Nothing came back from the peer's reflector. ${howMeasured(facts)}`,
    fix: () => 'Allow UDP 7443 from this host to the peer, and its answers back.',
  }),
});

function numbersOf({ way, ipdvMs, greatestJMs, deviationMs, confidence }: Facts): string {
  const { value, low, high } = ipdvMs;
  return `Mean |IPDV| ${way === 'to-aws' ? 'towards AWS' : 'towards on premises'}: ${value} ms [${low}, ${high}] (${Math.round(confidence * 100)} % interval); J of RFC 3550 at most ${greatestJMs} ms, deviation ${deviationMs} ms.`;
}
