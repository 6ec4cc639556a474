import { fieldsOf, isFields, listOf, textOf } from '#lib/json/fields.ts';
import type { Fields } from '#lib/json/fields.ts';
import { createPieceReader } from '#lib/json/pieces.ts';
import type { Piece } from '#lib/json/pieces.ts';
import { complaintIn } from './refusals.ts';

/** One test as iperf3 tells it, whichever way: as one object (-J) or as events (--json-stream). */
export type TestDocument = {
  readonly start: Fields;
  readonly intervals: readonly Fields[];
  /** Empty after a refusal. */
  readonly end: Fields;
  readonly error: string | null;
  readonly serverOutput: { readonly json: Fields; readonly text: string | null };
};

export type Output = {
  readonly document: TestDocument | null;
  /** The first error that stands around the JSON, and of which the JSON may not tell. */
  readonly complaint: string | null;
  /** Why something that began like JSON was left out. */
  readonly broken: string | null;
};

// 128 streams with ten intervals a second come to 32 MiB in 35 s, ten streams in 8 minutes.
const MOST_CHARACTERS = 32 * 1024 * 1024;

// The text is read in parts, so that not all that it is made of is in memory at once.
const PART_CHARACTERS = 64 * 1024;

/** Returns what the output holds. Of several whole tests the last counts. */
export function readOutput(text: string): Output {
  const events: Fields[] = [];
  let whole: Fields | null = null;
  let complaint: string | null = null;
  let broken: string | null = null;
  for (const piece of piecesOf(text)) {
    if (piece.kind === 'line') complaint ??= complaintIn(piece.text);
    else if (piece.kind === 'broken') broken ??= piece.why;
    else if (isEvent(piece.value)) events.push(piece.value);
    else if (isWhole(piece.value)) whole = piece.value;
  }
  const document = whole === null ? documentOfEvents(events) : documentOf(whole);
  return { document, complaint, broken };
}

function* piecesOf(text: string): Generator<Piece> {
  const reader = createPieceReader(MOST_CHARACTERS);
  for (let start = 0; start < text.length; start += PART_CHARACTERS) {
    yield* reader.push(text.slice(start, start + PART_CHARACTERS));
  }
  yield* reader.end();
}

/** Returns the name of an event of --json-stream, null for what is none. */
export function eventName(object: Fields): string | null {
  return textOf(object, 'event');
}

function isEvent(object: Fields): boolean {
  return eventName(object) !== null;
}

function isWhole(object: Fields): boolean {
  return ['start', 'end', 'error'].some((key) => Object.hasOwn(object, key));
}

function documentOf(object: Fields): TestDocument {
  return {
    start: fieldsOf(object, 'start'),
    intervals: listOf(object, 'intervals'),
    end: fieldsOf(object, 'end'),
    error: textOf(object, 'error'),
    serverOutput: {
      json: fieldsOf(object, 'server_output_json'),
      text: textOf(object, 'server_output_text'),
    },
  };
}

function documentOfEvents(events: readonly Fields[]): TestDocument | null {
  if (events.length === 0) return null;
  const data = (name: string): readonly unknown[] =>
    events.flatMap((event) => (eventName(event) === name ? [event['data']] : []));
  const fields = (name: string): Fields => data(name).findLast(isFields) ?? {};
  const text = (name: string): string | null =>
    data(name).findLast((value) => typeof value === 'string') ?? null;
  return {
    start: fields('start'),
    intervals: data('interval').filter(isFields),
    end: fields('end'),
    error: text('error'),
    serverOutput: { json: fields('server_output_json'), text: text('server_output_text') },
  };
}
