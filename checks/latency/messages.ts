import { defineMessages, message } from '#core/messages.ts';
import type { Bounds } from '#core/site.ts';
import { NO_ANSWERS } from '#lib/link/no-answers.ts';
import { effort, howMeasured, rounded, STREAM_EXAMPLE, type StreamFacts } from '#lib/link/words.ts';
import type { Step } from '#lib/statistics/levels.ts';

/** A quantile in milliseconds with its interval; open where the sample is too small. */
export type Spread = { readonly value: number; readonly low: number; readonly high: number | null };

export type Facts = {
  readonly p50Ms: Spread;
  readonly p95Ms: Spread;
  readonly p99Ms: Spread;
  readonly count: number;
  readonly bounds: Bounds;
  readonly alpha: number;
  readonly calibrationErrorMs: number;
  /** How it was measured, as sentences; and the numbers of it, where it was a stream. */
  readonly how: string;
  readonly stream: StreamFacts | null;
};

type How = { readonly how: string };

const EXAMPLE: Facts = {
  p50Ms: { value: 20.4, low: 20.3, high: 20.5 },
  p95Ms: { value: 21, low: 20.8, high: 21.3 },
  p99Ms: { value: 23.1, low: 22, high: null },
  ...{ count: 400, bounds: { pass: 5, fail: 10 }, alpha: 0.05, calibrationErrorMs: 0.05 },
  ...{ how: howMeasured(STREAM_EXAMPLE), stream: STREAM_EXAMPLE },
};

const ECHO = howMeasured({ ...STREAM_EXAMPLE, probe: 'icmp', to: '10.20.3.10', packetBytes: 84 });

/** The 99th percentile has an upper end from here on. */
const ENOUGH = 1000;

const WHERE =
  'Compare with what the link promises: mtr -n to the far end shows where the time goes; then ask for a shorter path, a nearer Direct Connect location, or a region that is nearer.';

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
    example: { ...EXAMPLE, p95Ms: { value: 6, low: 5.8, high: 6.3 }, calibrationErrorMs: 3 },
    detail: (facts) =>
      `${numbersOf(facts)} ${facts.stream?.untimed ?? 0} answers had no usable time, as a host was held up when it read its clock. ${facts.how}`,
    fix: () => 'Run again when this host and the peer have processor time to spare.',
  }),
  untimed: message<How>({
    severity: 'inconclusive',
    title: 'No answer had a usable time',
    example: {
      how: howMeasured({ ...STREAM_EXAMPLE, untimed: STREAM_EXAMPLE.received, stop: 'host-noise' }),
    },
    detail: ({ how }) =>
      `Answers came, but each time this host or the other was held up when it read its clock. ${how}`,
    fix: () => 'Run again when this host and the peer have processor time to spare.',
  }),
  undecided: message<Facts>({
    severity: 'inconclusive',
    title: 'Latency could not be decided',
    example: { ...EXAMPLE, p50Ms: { value: 5.1, low: 4.9, high: 5.3 } },
    detail: (facts) =>
      `${numbersOf(facts)} The bounds are ${facts.bounds.pass} and ${facts.bounds.fail} ms. ${facts.how}`,
    fix: (facts) =>
      facts.stream === null
        ? 'Start hybrid-preflight peer beyond the link, and name it under "peer": it answers as often as it is asked.'
        : effort('latency', Math.max(ENOUGH, facts.count * 4), facts.stream),
  }),
  pathChanged: message<How & { readonly step: Step }>({
    severity: 'note',
    title: 'The path changed while it was measured',
    example: { how: EXAMPLE.how, step: { before: 4.1, after: 9.6, at: 0.4 } },
    detail: ({ step, how }) =>
      `The least round trip went from ${step.before} to ${step.after} ms after ${rounded(step.at * 100)} % of the answers: packets took another way from then on. ${how}`,
    fix: () =>
      'Look what switched: show ip bgp on the on-premises router, and the state of both tunnels or virtual interfaces in AWS.',
  }),
  echoesOnly: message<How & { readonly port: number; readonly handshakeMs: number }>({
    severity: 'inconclusive',
    title: 'Echo requests take long where other packets do not',
    example: { how: ECHO, port: 443, handshakeMs: 2.1 },
    detail: ({ how, port, handshakeMs }) =>
      `TCP handshakes with port ${port} of the same address take ${handshakeMs} ms, timed by the kernel: somebody answers echo requests last of all. ${how}`,
    fix: () =>
      'Take no notice of ICMP here: start hybrid-preflight peer beyond the link, and name it under "peer".',
  }),
  echoesDiffer: message<
    How & { readonly echoMs: number; readonly streamMs: number; readonly lost: number }
  >({
    severity: 'note',
    title: 'Echo requests fare worse than other packets',
    example: { how: ECHO, echoMs: 14.2, streamMs: 4.1, lost: 12 },
    detail: ({ how, echoMs, streamMs, lost }) =>
      `Every second echo request took more than ${echoMs} ms and ${lost} were lost, where test packets over UDP took ${streamMs} ms: ICMP is limited or delayed on this path. ${how}`,
    fix: () => 'Do not judge this link by ping, and set no alarm on it.',
  }),
  echoesSilent: message<How>({
    severity: 'note',
    title: 'Echo requests to the peer are not answered',
    example: { how: ECHO },
    detail: ({ how }) => `Test packets over UDP were answered: ping tells nothing here. ${how}`,
    fix: () =>
      'Nothing depends on it. Where you want ping to work, allow ICMP type 8 and 0; type 3 code 4 has to pass anyway, for path MTU discovery.',
  }),
  noHandshakes: message<How & { readonly port: number }>({
    severity: 'inconclusive',
    title: 'No handshake came to its end',
    example: { how: 'TCP handshakes with 10.20.1.10:443: 0 of 200 in 3 s.', port: 443 },
    detail: ({ how }) => how,
    fix: ({ port }) => `See what firewall-ports says of port ${port}.`,
  }),
  noAnswers: NO_ANSWERS,
});

function numbersOf({ p50Ms, p95Ms, p99Ms, alpha }: Facts): string {
  const sure = `${rounded((1 - alpha) * 100)} %`;
  return `p50 ${spread(p50Ms)}, p95 ${spread(p95Ms)}, p99 ${spread(p99Ms)} (${sure} intervals).`;
}

function spread({ value, low, high }: Spread): string {
  return `${value} ms [${low}, ${high ?? 'open'}]`;
}
