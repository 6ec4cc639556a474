import type { IncomingMessage } from 'node:http';
import { HTTPS_HEADERS } from '#core/https.ts';
import { sanitise } from '#lib/text/sanitise.ts';

const MOST_HEADER_LETTERS = 300;

/** Enough for any error that an API or a block page gives. */
export const MOST_BODY_BYTES = 4096;

/** Returns the headers that tell who answered. */
export function chosenHeaders({ headers }: IncomingMessage): Readonly<Record<string, string>> {
  return Object.fromEntries(
    HTTPS_HEADERS.flatMap((name) => {
      const value = headers[name];
      if (value === undefined) return [];
      const text = sanitise([value].flat().join(', '));
      return [[name, text.slice(0, MOST_HEADER_LETTERS)] as const];
    }),
  );
}

/** Returns bytes as text, without what a terminal or XML could choke on. */
export function bodyText(bytes: Uint8Array): string {
  return sanitise(new TextDecoder().decode(bytes.subarray(0, MOST_BODY_BYTES)));
}
