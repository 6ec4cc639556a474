import { endStreams, endSum, isUdp } from './account.ts';
import type { TestDocument } from './document.ts';
import { amountOf, countOf, fieldsOf, knownOf, secondsOf, textOf } from '#lib/json/fields.ts';
import type { Fields } from '#lib/json/fields.ts';
import { readIntervals } from './interval.ts';
import type { Direction } from './interval.ts';
import { mean, most, sum } from './known.ts';
import { datagramsAtServer } from './received.ts';
import { parseVersion, traits } from './version.ts';

/** What was counted in one direction; nothing may have arrived, or nobody may know. */
export type Tally = {
  readonly sentBytes: number | null;
  readonly receivedBytes: number | null;
  readonly seconds: number | null;
  readonly lostPackets: number | null;
  readonly packets: number | null;
  readonly jitterMs: number | null;
};

/** Returns what the end of a test says of a direction. */
export function readTally(document: TestDocument, direction: Direction): Tally {
  return isUdp(document) ? readDatagrams(document, direction) : readSegments(document, direction);
}

/** TCP. `seconds` of a receiver is the client's time; `end` is the receiver's own. */
function readSegments(document: TestDocument, direction: Direction): Tally {
  const streams = endStreams(document, direction);
  const senders = streams.map((stream) => fieldsOf(stream, 'sender'));
  const receivers = streams.map((stream) => fieldsOf(stream, 'receiver'));
  const sent = endSum(document, 'sum_sent', direction);
  const received = endSum(document, 'sum_received', direction);
  return {
    sentBytes: sum(senders.map((sender) => countOf(sender, 'bytes'))) ?? countOf(sent, 'bytes'),
    receivedBytes:
      sum(receivers.map((receiver) => countOf(receiver, 'bytes'))) ?? countOf(received, 'bytes'),
    seconds:
      most(receivers.map((receiver) => secondsOf(receiver, 'end'))) ??
      secondsOf(received, 'seconds'),
    lostPackets: null,
    packets: null,
    jitterMs: null,
  };
}

/** UDP. The streams tell what was sent, whichever side they are of; only the sums tell what arrived. */
function readDatagrams(document: TestDocument, direction: Direction): Tally {
  const streams = endStreams(document, direction).map((stream) => fieldsOf(stream, 'udp'));
  const received = endSum(document, 'sum_received', direction);
  const packets = sum(streams.map((stream) => countOf(stream, 'packets')));
  return {
    sentBytes: sum(streams.map((stream) => countOf(stream, 'bytes'))),
    receivedBytes: countOf(received, 'bytes') ?? receivedBefore311(document, direction),
    seconds:
      secondsOf(received, 'seconds') ?? most(streams.map((stream) => secondsOf(stream, 'seconds'))),
    lostPackets: lostPackets(document, streams, packets),
    packets,
    jitterMs: mean(streams.map((stream) => amountOf(stream, 'jitter_ms'))),
  };
}

/** Null where the count is wrong: before 3.14 it has what was omitted in it, up to more than all (#1489). */
function lostPackets(
  { start }: TestDocument,
  streams: readonly Fields[],
  packets: number | null,
): number | null {
  const version = parseVersion(textOf(start, 'version') ?? '');
  const countsLossWithOmit = version !== null && traits(version).countsLossWithOmit;
  const isOmitted = knownOf(fieldsOf(start, 'test_start'), 'omit') !== null;
  if (isOmitted && !countsLossWithOmit) return null;
  const lost = sum(streams.map((stream) => countOf(stream, 'lost_packets')));
  return lost === null || packets === null || lost > packets ? null : lost;
}

/**
 * Versions before 3.11 do not print how many bytes of UDP arrived (#1174). What came here the intervals tell; what
 * came to the server, the server. The count of losses does not: where all is lost, it is 0.
 */
function receivedBefore311(document: TestDocument, direction: Direction): number | null {
  if (direction === 'down') {
    const counted = readIntervals(document.intervals, 'down').filter(({ isOmitted }) => !isOmitted);
    return sum(counted.map(({ bps, seconds }) => Math.round((bps * seconds) / 8)));
  }
  const datagrams = datagramsAtServer(document);
  const blockBytes = countOf(fieldsOf(document.start, 'test_start'), 'blksize');
  return datagrams === null || blockBytes === null ? null : datagrams * blockBytes;
}
