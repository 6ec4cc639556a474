import type { TestDocument } from './document.ts';
import { amountOf, fieldsOf, flagOf, listOf, textOf } from '#lib/json/fields.ts';
import type { Fields } from '#lib/json/fields.ts';
import { hasStreams } from './interval.ts';
import type { Direction } from './interval.ts';

/** Returns the directions that the test had. */
export function directionsOf({ start, intervals, end }: TestDocument): readonly Direction[] {
  const streams = listOf(end, 'streams');
  const seen = (['up', 'down'] as const).filter(
    (direction) =>
      streams.some((stream) => isOf(stream, direction)) || hasStreams(intervals, direction),
  );
  const test = fieldsOf(start, 'test_start');
  if (amountOf(test, 'bidir') === 1) return ['up', 'down'];
  if (seen.length > 0) return seen;
  return [amountOf(test, 'reverse') === 1 ? 'down' : 'up'];
}

export function isUdp({ start }: TestDocument): boolean {
  return textOf(fieldsOf(start, 'test_start'), 'protocol') === 'UDP';
}

/** Returns the last word on the streams of a direction. */
export function endStreams({ end }: TestDocument, direction: Direction): readonly Fields[] {
  return listOf(end, 'streams').filter((stream) => isOf(stream, direction));
}

/**
 * Returns one of the sums at the end, empty where nobody knows whose it is: before 3.11 both directions of --bidir
 * have the same key (#952).
 */
export function endSum(document: TestDocument, key: string, direction: Direction): Fields {
  if (directionsOf(document).length === 1) return fieldsOf(document.end, key);
  const reverse = `${key}_bidir_reverse`;
  if (direction === 'down') return fieldsOf(document.end, reverse);
  return Object.hasOwn(document.end, reverse) ? fieldsOf(document.end, key) : {};
}

/** In a client's account both halves of a stream say whether the client is the sender. */
function isOf(stream: Fields, direction: Direction): boolean {
  const halves = ['sender', 'receiver', 'udp'].map((half) => fieldsOf(stream, half));
  return halves.some((half) => flagOf(half, 'sender') === (direction === 'up'));
}
