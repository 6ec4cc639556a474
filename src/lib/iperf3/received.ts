import type { TestDocument } from './document.ts';
import { countOf, fieldsOf, flagOf, listOf } from '#lib/json/fields.ts';
import type { Fields } from '#lib/json/fields.ts';
import { sum } from './known.ts';

/** What a server prints of a stream of UDP that it received: `[  5] … 0.006 ms  6/77 (7.8%)  receiver`. */
const RECEIVER =
  /^\[ *\d{1,5}\](?:\[RX-S\])? .{0,200} (\d{1,12})\/(\d{1,12}) \(.{1,20}%\) +receiver *$/;

/**
 * Returns how many datagrams the server received, by its own account (--get-server-output); null if it gave none.
 * Its bytes are rounded to three digits, its datagrams are not.
 */
export function datagramsAtServer({ serverOutput }: TestDocument): number | null {
  return serverOutput.text === null
    ? datagramsInJson(serverOutput.json)
    : datagramsInText(serverOutput.text);
}

function datagramsInText(text: string): number | null {
  const streams = text.split('\n').map((line) => {
    const match = RECEIVER.exec(line);
    return match === null ? null : Math.max(0, Number(match[2]) - Number(match[1]));
  });
  return sum(streams);
}

/** At the server `sender` is true for what it sends itself. */
function datagramsInJson(json: Fields): number | null {
  const streams = listOf(fieldsOf(json, 'end'), 'streams')
    .map((stream) => fieldsOf(stream, 'udp'))
    .filter((stream) => flagOf(stream, 'sender') === false);
  return sum(
    streams.map((stream) => {
      const packets = countOf(stream, 'packets');
      const lost = countOf(stream, 'lost_packets');
      return packets === null || lost === null ? null : Math.max(0, packets - lost);
    }),
  );
}
