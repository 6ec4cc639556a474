import type { Iperf3FailureReason } from '#core/iperf3.ts';
import { defineMessages, message } from '#core/messages.ts';
import type { Attachment, Bounds } from '#core/site.ts';
import { WHOLE_EXAMPLE, type WholeFacts } from './facts.ts';
import { gbps, howMeasured, limitOf, numbersOf, whereToLook } from './words.ts';

export type Failure = {
  readonly server: string;
  readonly reason: Iperf3FailureReason;
  readonly said: string;
  readonly remedy: string;
};

const FAILURE: Failure = {
  server: '10.20.3.10:5201',
  reason: 'busy',
  said: 'the server is busy running a test. try again later',
  remedy: 'Try again when the other test has ended, or start a second server on another port.',
};

/** What a server of iperf3 may say instead of measuring: nothing is known of the link then. */
function failure(title: string, example: Partial<Failure> = {}) {
  return message<Failure>({
    severity: 'inconclusive',
    title,
    example: { ...FAILURE, ...example },
    detail: ({ server, said }) => `iperf3 with ${server}: ${said}.`,
    fix: ({ remedy }) => remedy,
  });
}

export const { say, vocabulary } = defineMessages('bandwidth', {
  tooLow: message<WholeFacts>({
    severity: 'fail',
    title: 'The link carries too little',
    example: WHOLE_EXAMPLE,
    detail: (facts) =>
      `${numbersOf(facts)} It is below ${gbps(facts.bounds.fail)}. ${howMeasured(facts)}${limitOf(facts)}`,
    fix: whereToLook,
  }),
  low: message<WholeFacts>({
    severity: 'warn',
    title: 'The link carries less than it should',
    example: { ...WHOLE_EXAMPLE, lineRateBps: 7.1e9, goodputBps: 6.9e9, low: 6.8e9, high: 7.4e9 },
    detail: (facts) =>
      `${numbersOf(facts)} It is below ${gbps(facts.bounds.pass)}. ${howMeasured(facts)}${limitOf(facts)}`,
    fix: whereToLook,
  }),
  undecided: message<WholeFacts>({
    severity: 'inconclusive',
    title: 'Bandwidth could not be decided',
    example: { ...WHOLE_EXAMPLE, low: 4e9, high: 11e9 },
    detail: (facts) =>
      `${numbersOf(facts)} The bounds are ${gbps(facts.bounds.fail)} and ${gbps(facts.bounds.pass)}. ${howMeasured(facts)}`,
    fix: ({ seconds }) =>
      `A longer test decides it unless it lies on a bound: set checks.bandwidth.mostSeconds to ${Math.max(60, Math.ceil(seconds * 4))}, at a time when others leave the link alone.`,
  }),
  hostLimited: message<WholeFacts>({
    severity: 'inconclusive',
    title: 'A host was the limit, not the link',
    example: { ...WHOLE_EXAMPLE, localCpuPercent: 98 },
    detail: (facts) =>
      `${numbersOf(facts)} iperf3 took ${facts.localCpuPercent ?? '?'} % of a core here and ${facts.remoteCpuPercent ?? '?'} % there: more would not have gone through it. ${howMeasured(facts)}`,
    fix: () =>
      'Use iperf3 3.16 or later, which has a thread for each connection, on both hosts, and a larger instance at the far side.',
  }),
  windowLimited: message<WholeFacts>({
    severity: 'inconclusive',
    title: 'The window was the limit, not the link',
    example: { ...WHOLE_EXAMPLE, windowBytes: 524_288, ceilingBps: 2.2e9 },
    detail: (facts) =>
      `${numbersOf(facts)} With windows of ${facts.windowBytes ?? 0} bytes and this round trip no more than ${gbps(facts.ceilingBps ?? 0)} can go, however fast the link is. ${howMeasured(facts)}`,
    fix: () => 'Set checks.bandwidth.windowBytes to 0, so that the kernels tune it.',
  }),
  byteLimited: message<WholeFacts>({
    severity: 'inconclusive',
    title: 'The test was held down by its budget of bytes',
    example: { ...WHOLE_EXAMPLE, cappedBps: 5e8 },
    detail: (facts) =>
      `${numbersOf(facts)} It was sent at ${gbps(facts.cappedBps ?? 0)} at most, so that checks.bandwidth.mostBytes lasts: the link carries that, and may carry more. ${howMeasured(facts)}`,
    fix: ({ bounds }) =>
      `Three seconds at ${gbps(bounds.pass)} take ${((bounds.pass * 3) / 8e9).toPrecision(2)} GB: raise checks.bandwidth.mostBytes to that.`,
  }),
  beyondAttachment: message<{
    readonly attachment: Attachment;
    readonly limitBps: number;
    readonly bounds: Bounds;
  }>({
    severity: 'note',
    title: 'The attachment cannot carry what is asked for',
    example: { attachment: 'vpn', limitBps: 1.25e9, bounds: { pass: 10e9, fail: 5e9 } },
    detail: ({ attachment, limitBps, bounds }) =>
      `A standard tunnel of ${attachment} carries ${gbps(limitBps)}; the baseline asks for ${gbps(bounds.pass)}.`,
    fix: () =>
      'Take the baseline of the attachment (baseline: vpn), or balance over several tunnels behind a Transit Gateway (ECMP), or a Direct Connect.',
  }),
  queueing: message<{
    readonly idleMs: number;
    readonly loadedMs: number;
    readonly loadedP95Ms: number;
  }>({
    severity: 'note',
    title: 'A full link makes everybody wait',
    example: { idleMs: 4.2, loadedMs: 85, loadedP95Ms: 120 },
    detail: ({ idleMs, loadedMs, loadedP95Ms }) =>
      `While the link was full every second round trip of small packets took more than ${loadedMs} ms (p95 ${loadedP95Ms} ms); at rest it takes ${idleMs} ms.`,
    fix: () =>
      'Shape a little below the rate of the link with a queue that keeps delay low (tc qdisc replace dev DEVICE root fq_codel, or the router’s own), so that heartbeats pass a bulk transfer.',
  }),
  serverBusy: failure('The iperf3 server is busy'),
  serverRefused: failure('Nobody serves iperf3 there', { reason: 'refused' }),
  serverUnreachable: failure('The iperf3 server cannot be reached', { reason: 'timed-out' }),
  unauthorised: failure('The iperf3 server wants other credentials', { reason: 'unauthorised' }),
  clockSkew: failure('The clocks are too far apart for iperf3', { reason: 'clock-skew' }),
  windowRefused: failure('The hosts do not allow that window', { reason: 'window-refused' }),
  noData: failure('Nothing of the test arrived', { reason: 'no-data' }),
  cutOff: failure('The test was cut off', { reason: 'disconnected' }),
  testFailed: failure('iperf3 could not measure', { reason: 'other' }),
});
