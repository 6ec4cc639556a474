import type { Iperf3Interval } from '#core/iperf3.ts';
import { amountOf, countOf, flagOf, knownOf, listOf, secondsOf } from '#lib/json/fields.ts';
import type { Fields } from '#lib/json/fields.ts';
import { least, mean, most, sum } from './known.ts';

/** As seen from the client: `up` is what it sends. */
export type Direction = 'up' | 'down';

export type Interval = Iperf3Interval;

const US_PER_MS = 1000;

// Times are printed to the microsecond; the least interval is 0.1 s.
const CLOCK_TOLERANCE = 0.01;

/** Returns the intervals of a direction. Those without a stream that tells time and bytes are left out. */
export function readIntervals(
  intervals: readonly Fields[],
  direction: Direction,
): readonly Interval[] {
  return intervals.flatMap((interval) => readInterval(interval, direction) ?? []);
}

/** Returns what one interval says of a direction, null if nothing. */
export function readInterval(interval: Fields, direction: Direction): Interval | null {
  const streams = streamsOf(interval, direction).filter((stream) => spanOf(stream) !== null);
  const spans = streams.map(spanOf);
  const startS = least(spans.map((span) => span?.startS ?? null));
  const seconds = most(spans.map((span) => span?.seconds ?? null));
  const bytes = sum(streams.map((stream) => amountOf(stream, 'bytes')));
  if (startS === null || seconds === null || bytes === null) return null;
  const rttUs = mean(streams.map((stream) => knownOf(stream, 'rtt')));
  return {
    startS,
    seconds,
    bps: (bytes * 8) / seconds,
    retransmits: sum(streams.map((stream) => countOf(stream, 'retransmits'))),
    rttMs: rttUs === null ? null : rttUs / US_PER_MS,
    cwndBytes: sum(streams.map((stream) => knownOf(stream, 'snd_cwnd'))),
    isOmitted: streams.some((stream) => flagOf(stream, 'omitted')),
  };
}

/** Returns the least path MTU that the kernel used for what the client sends; it does not know the other way's. */
export function leastPmtuBytes(intervals: readonly Fields[], direction: Direction): number | null {
  const streams = intervals.flatMap((interval) => streamsOf(interval, direction));
  return least(streams.map((stream) => knownOf(stream, 'pmtu')));
}

/** Returns whether any interval has a stream of that direction. */
export function hasStreams(intervals: readonly Fields[], direction: Direction): boolean {
  return intervals.some((interval) => streamsOf(interval, direction).length > 0);
}

/** `sums` are not used: before 3.11 those of the two directions have one name (#952). */
function streamsOf(interval: Fields, direction: Direction): readonly Fields[] {
  return listOf(interval, 'streams').filter(
    (stream) => flagOf(stream, 'sender') === (direction === 'up'),
  );
}

/**
 * When omitting ends, the clock and the counters start again, but the interval that this falls into is said to have
 * begun before: its `seconds` are too many, and its rate too low [M: 3.12]. It began at 0.
 */
function spanOf(stream: Fields): { readonly startS: number; readonly seconds: number } | null {
  const startS = amountOf(stream, 'start');
  const seconds = secondsOf(stream, 'seconds');
  if (startS === null || seconds === null) return null;
  const end = secondsOf(stream, 'end') ?? startS + seconds;
  const isOneClock = Math.abs(end - startS - seconds) <= seconds * CLOCK_TOLERANCE;
  return isOneClock ? { startS, seconds } : { startS: 0, seconds: end };
}
