import { defineMessages, message } from '#core/messages.ts';
import type { Bounds } from '#core/site.ts';
import type { LossPeriods } from '#core/stream.ts';
import { NO_ANSWERS } from '#lib/link/no-answers.ts';
import type { Way } from '#lib/link/ways.ts';
import {
  effort,
  howMeasured,
  level,
  percent,
  rounded,
  STREAM_EXAMPLE,
  type StreamFacts,
  towards,
} from '#lib/link/words.ts';
import { trialsToTell } from '#lib/statistics/any-time.ts';
import { cleanTrialsNeeded } from '#lib/statistics/rate-verdict.ts';

export type Facts = StreamFacts &
  LossPeriods & {
    readonly way: Way;
    readonly bounds: Bounds;
    readonly ratio: number;
    readonly low: number;
    readonly high: number;
    /** What the receiving host threw away itself. */
    readonly drops: number;
  };

const EXAMPLE: Facts = {
  ...STREAM_EXAMPLE,
  way: 'to-aws',
  bounds: { pass: 0.0001, fail: 0.001 },
  packets: 3000,
  lost: 12,
  periods: 11,
  longest: 2,
  squares: 14,
  ratio: 0.004,
  low: 0.0021,
  high: 0.007,
  drops: 0,
};

export const { say, vocabulary } = defineMessages('packet-loss', {
  tooHigh: message<Facts>({
    severity: 'fail',
    title: 'Packets are lost',
    example: EXAMPLE,
    detail: (facts) =>
      `${numbersOf(facts)} More than ${percent(facts.bounds.fail)} is lost. ${howMeasured(facts)}`,
    fix: (facts) => whereToLook(facts),
  }),
  elevated: message<Facts>({
    severity: 'warn',
    title: 'More packets are lost than should be',
    example: { ...EXAMPLE, ratio: 0.0004, low: 0.0002, high: 0.0007 },
    detail: (facts) =>
      `${numbersOf(facts)} More than ${percent(facts.bounds.pass)} is lost. ${howMeasured(facts)}`,
    fix: (facts) => whereToLook(facts),
  }),
  undecided: message<Facts>({
    severity: 'inconclusive',
    title: 'Loss could not be decided',
    example: { ...EXAMPLE, lost: 1, ratio: 0.00008, low: 0.00001, high: 0.0004, stop: 'budget' },
    detail: (facts) =>
      `${numbersOf(facts)} The bounds are ${percent(facts.bounds.pass)} and ${percent(facts.bounds.fail)}. ${howMeasured(facts)}`,
    fix: (facts) => effort('packet-loss', packetsToTell(facts), facts),
  }),
  noAnswers: NO_ANSWERS,
  echoesOnly: message<Facts & { readonly port: number; readonly tried: number }>({
    severity: 'inconclusive',
    title: 'Echo requests are lost where other packets are not',
    example: { ...EXAMPLE, way: 'round-trip', probe: 'icmp', port: 443, tried: 64 },
    detail: (facts) =>
      `${numbersOf(facts)} Of ${facts.tried} TCP handshakes with port ${facts.port} there not as many were lost: somebody on the way, or the address itself, answers echo requests last. ${howMeasured(facts)}`,
    fix: () =>
      'Take no notice of ICMP here: start hybrid-preflight peer beyond the link, and name it under "peer".',
  }),
  hostDrops: message<Facts>({
    severity: 'note',
    title: 'A host threw test packets away itself',
    example: { ...EXAMPLE, drops: 40 },
    detail: ({ drops, way }) =>
      `${drops} packets reached ${way === 'to-aws' ? 'the peer' : 'this host'} and found no room in the socket’s buffer; they are not counted as lost on the way.`,
    fix: () => 'Run where the processor has time, or raise net.core.rmem_max to 8388608.',
  }),
  duplicates: message<Facts & { readonly duplicates: number }>({
    severity: 'warn',
    title: 'Packets arrive twice',
    example: { ...EXAMPLE, duplicates: 1500 },
    detail: ({ duplicates, received }) =>
      `${duplicates} of ${received} answers came more than once.`,
    fix: () =>
      'Look for a loop between switches, or for a link that is mirrored back: ip -s link, and the counters of both routers.',
  }),
  reordered: message<Facts & { readonly reordered: number }>({
    severity: 'warn',
    title: 'Packets overtake each other',
    example: { ...EXAMPLE, reordered: 1500 },
    detail: ({ reordered, received }) =>
      `${reordered} of ${received} answers came after one of a later packet: TCP takes that for loss.`,
    fix: () =>
      'Balance flows, not packets, over parallel links: see the hash policy of bonds and of ECMP on both routers.',
  }),
});

function numbersOf(facts: Facts): string {
  const { way, lost, packets, ratio, low, high, periods, longest } = facts;
  const where = towards(way);
  const bursts = longest > 1 ? ` in ${periods} periods, ${longest} in a row at most` : '';
  return `${where.charAt(0).toUpperCase()}${where.slice(1)} ${lost} of ${packets} packets were lost${bursts}: ${percent(ratio)} [${percent(low)}, ${percent(high)}] (each bound at ${level(facts)}); loss that comes more rarely than every ${rounded(facts.durationMs / 3000)} s cannot be excluded.`;
}

/** Whole bursts are what is counted where losses come in bursts. */
function packetsToTell({ lost, periods, ratio, bounds, alpha }: Facts): number {
  if (lost === 0) return cleanTrialsNeeded(bounds.pass, alpha);
  const nearer = ratio <= Math.sqrt(bounds.pass * bounds.fail) ? bounds.pass : bounds.fail;
  return trialsToTell(ratio, nearer, alpha) * Math.ceil(lost / periods);
}

function whereToLook({ way }: Facts): string {
  const direction = {
    'to-aws': 'from this host to the peer',
    'to-on-prem': 'from the peer to this host',
    'round-trip': 'on the way there or back',
  }[way];
  return `Loss ${direction}: read the drop and error counters of every interface on that way (ip -s link, ethtool -S; in CloudWatch ConnectionErrorCount of Direct Connect, or the tunnel's metrics), and see whether a policer cuts what is above a rate.`;
}
