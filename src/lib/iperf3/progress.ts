import { eventName } from './document.ts';
import { fieldsOf } from '#lib/json/fields.ts';
import type { Fields } from '#lib/json/fields.ts';
import { readInterval } from './interval.ts';
import type { Interval } from './interval.ts';
import { createPieceReader } from '#lib/json/pieces.ts';
import type { Piece } from '#lib/json/pieces.ts';
import { cleanMessage, complaintIn, refusalFor } from './refusals.ts';
import type { FailureReason } from './refusals.ts';

/** What a running test has just told. */
export type Iperf3Progress =
  | { readonly kind: 'started' }
  | { readonly kind: 'interval'; readonly up: Interval | null; readonly down: Interval | null }
  | { readonly kind: 'failed'; readonly reason: FailureReason; readonly message: string }
  | { readonly kind: 'ended' };

/** Reads the events of --json-stream while they come, in chunks that are cut anywhere. */
export interface ProgressReader {
  push(chunk: string): readonly Iperf3Progress[];
  end(): readonly Iperf3Progress[];
}

// 128 streams both ways print 80 kB an interval, 180 kB at the end. What the server prints is not needed here.
const MOST_CHARACTERS = 1024 * 1024;

/** Returns a reader of one test. It never throws, holds at most a megabyte, and leaves out what it does not know. */
export function createProgressReader(): ProgressReader {
  const reader = createPieceReader(MOST_CHARACTERS);
  const read = (pieces: readonly Piece[]): readonly Iperf3Progress[] =>
    pieces.flatMap((piece) => progressOf(piece) ?? []);
  return { push: (chunk) => read(reader.push(chunk)), end: () => read(reader.end()) };
}

function progressOf(piece: Piece): Iperf3Progress | null {
  switch (piece.kind) {
    case 'object':
      return progressOfEvent(piece.value);
    case 'line': {
      const complaint = complaintIn(piece.text);
      return complaint === null ? null : failed(complaint);
    }
    case 'broken':
      return null;
  }
}

function progressOfEvent(event: Fields): Iperf3Progress | null {
  const data = event['data'];
  switch (eventName(event) ?? '') {
    case 'start':
      return { kind: 'started' };
    case 'interval':
      return progressOfInterval(fieldsOf(event, 'data'));
    case 'error':
      return typeof data === 'string' ? failed(data) : null;
    case 'end':
      return { kind: 'ended' };
    default:
      return null; // server_output_text, server_output_json, and what later versions have
  }
}

function progressOfInterval(interval: Fields): Iperf3Progress | null {
  const up = readInterval(interval, 'up');
  const down = readInterval(interval, 'down');
  return up === null && down === null ? null : { kind: 'interval', up, down };
}

function failed(error: string): Iperf3Progress {
  const message = cleanMessage(error);
  return { kind: 'failed', reason: refusalFor(message).reason, message };
}
