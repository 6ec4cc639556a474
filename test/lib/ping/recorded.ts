import { readFileSync, readdirSync } from 'node:fs';
import fc from 'fast-check';
import type { Test } from 'tap';
import { createPingParser } from '#lib/ping/parse.ts';
import type { PingDialect, PingEvent } from '#lib/ping/parse.ts';

/** What a file of fixtures/ holds: [file, dialect, ...events]. */
export type Recorded = readonly [file: string, dialect: PingDialect, ...events: string[]];

type Outcome = { readonly dialect: PingDialect; readonly events: readonly string[] };

const DIRECTORY = new URL('fixtures/', import.meta.url);

/** Returns the names of the fixtures that fit, without the ending. */
export function fixtureNames(prefix: RegExp): readonly string[] {
  const names = readdirSync(DIRECTORY).map((name) => name.replace(/\.txt$/, ''));
  return names.filter((name) => prefix.test(name)).sort();
}

/** Checks that a fixture gives its events, whole and in any pieces. */
export function checkRecorded(t: Test, [file, dialect, ...events]: Recorded): void {
  const text = readFileSync(new URL(`${file}.txt`, DIRECTORY), 'utf8');
  const wanted: Outcome = { dialect, events };
  t.strictSame(parsed([text]), wanted, file);
  t.strictSame(parsed(text), wanted, `${file}, a character at a time`);
  t.strictSame(parsed([text.replaceAll('\n', '\r\n')]), wanted, `${file}, with \\r\\n`);
  t.strictSame(parsed([text.trimEnd()]), wanted, `${file}, without the last line end`);
  const cuts = fc.array(fc.nat({ max: text.length }), { maxLength: 20 });
  fc.assert(
    fc.property(cuts, (places) => {
      t.strictSame(parsed(pieces(text, places)), wanted);
    }),
    { seed: 20261120, numRuns: 50 },
  );
}

/** Says an event in one line, with every field, so that the events of a file can be read as a list. */
export function said(event: PingEvent): string {
  switch (event.kind) {
    case 'reply':
      return `reply ${event.sequence} from ${event.from} ttl ${String(event.ttl)} in ${event.rttMs} ms${event.isDuplicate ? ' again' : ''}`;
    case 'unanswered':
      return `unanswered ${event.sequence}`;
    case 'unreachable':
      return `unreachable ${String(event.sequence)} from ${event.from} ${event.code}: ${event.text}`;
    case 'ttl-exceeded':
      return `ttl-exceeded ${String(event.sequence)} from ${event.from}`;
    case 'frag-needed':
      return `frag-needed ${String(event.sequence)} from ${event.from} mtu ${String(event.mtuBytes)}`;
    case 'summary':
      return `summary ${event.transmitted} sent ${event.received} received ${event.duplicates} again`;
    case 'failure':
      return `failure ${event.cause}: ${event.text}`;
  }
}

function parsed(chunks: Iterable<string>): Outcome {
  const parser = createPingParser();
  const events = [...chunks].flatMap((chunk) => parser.push(chunk));
  return { events: [...events, ...parser.end()].map(said), dialect: parser.dialect() };
}

function pieces(text: string, places: readonly number[]): readonly string[] {
  const cuts = [0, ...places.toSorted((a, b) => a - b), text.length];
  return cuts.slice(1).map((end, index) => text.slice(cuts[index], end));
}
