import type { Iperf3Flow } from '#core/iperf3.ts';
import { endStreams, endSum } from './account.ts';
import type { TestDocument } from './document.ts';
import { countOf, fieldsOf, knownOf } from '#lib/json/fields.ts';
import { leastPmtuBytes, readIntervals } from './interval.ts';
import type { Direction } from './interval.ts';
import { least, mean, sum } from './known.ts';
import { readTally } from './tally.ts';

export type Flow = Iperf3Flow;

const US_PER_MS = 1000;

/** Returns what a direction carried, and for how many seconds; null if the receiver has told of no byte. */
export function readFlow(
  document: TestDocument,
  direction: Direction,
): { readonly flow: Flow; readonly seconds: number } | null {
  const { receivedBytes, seconds, ...counts } = readTally(document, direction);
  if (receivedBytes === null || receivedBytes === 0 || seconds === null) return null;
  const flow: Flow = {
    goodputBps: (receivedBytes * 8) / seconds,
    receivedBytes,
    ...counts,
    retransmits: retransmits(document, direction),
    intervals: readIntervals(document.intervals, direction),
    ...rtt(document, direction),
    pmtuBytes: leastPmtuBytes(document.intervals, direction),
  };
  return { flow, seconds };
}

function retransmits(document: TestDocument, direction: Direction): number | null {
  const senders = endStreams(document, direction).map((stream) => fieldsOf(stream, 'sender'));
  return (
    sum(senders.map((sender) => countOf(sender, 'retransmits'))) ??
    countOf(endSum(document, 'sum_sent', direction), 'retransmits')
  );
}

function rtt(
  document: TestDocument,
  direction: Direction,
): { readonly meanRttMs: number | null; readonly leastRttMs: number | null } {
  if (direction === 'down') return { meanRttMs: null, leastRttMs: null };
  const senders = endStreams(document, direction).map((stream) => fieldsOf(stream, 'sender'));
  const meanUs = mean(senders.map((sender) => knownOf(sender, 'mean_rtt')));
  const leastUs = least(senders.map((sender) => knownOf(sender, 'min_rtt')));
  return {
    meanRttMs: meanUs === null ? null : meanUs / US_PER_MS,
    leastRttMs: leastUs === null ? null : leastUs / US_PER_MS,
  };
}
