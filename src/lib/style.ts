import { styleText } from 'node:util';
import type { Status } from '#core/report.ts';

type Format = Parameters<typeof styleText>[0];

/** How each status looks; the word always stands beside it, because not everybody sees colours. */
export const LOOK: Readonly<Record<Status, { readonly symbol: string; readonly format: Format }>> =
  {
    pass: { symbol: '✔', format: 'green' },
    warn: { symbol: '!', format: 'yellow' },
    inconclusive: { symbol: '?', format: 'magenta' },
    fail: { symbol: '✖', format: 'red' },
    error: { symbol: '✖', format: 'magenta' },
    skip: { symbol: '-', format: 'gray' },
  };

/** Returns the text in a colour, or as it is. */
export function paint(format: Format, text: string, colour: boolean): string {
  // Whoever calls knows whether colours are wanted; styleText must not look at the stream itself.
  return colour ? styleText(format, text, { validateStream: false }) : text;
}
