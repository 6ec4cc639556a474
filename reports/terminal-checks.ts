import type { Result, Status, Tally } from '#core/report.ts';
import { tallyOf } from '#core/summary.ts';
import { LOOK, paint } from '#lib/style.ts';
import { indent } from '#lib/text/wrap.ts';
import type { RenderStyle } from './renderer.ts';

const COLUMNS: readonly Status[] = ['pass', 'warn', 'inconclusive', 'fail', 'error', 'skip'];

type Row = { readonly id: string; readonly tally: Tally };

/** Returns a row for each check: how many of its cases ended in which way. */
export function checkTable(results: readonly Result[], style: RenderStyle): string {
  const rows = [...Map.groupBy(results, ({ check }) => check.id)].map(([id, own]) => ({
    id,
    tally: tallyOf(own),
  }));
  const idWidth = Math.max('check'.length, ...rows.map(({ id }) => id.length));
  const header = `${'check'.padEnd(idWidth)}${COLUMNS.map((status) => status.padStart(widthOf(status))).join('')}`;
  if (header.length > style.columns) return rows.map((row) => proseOf(row, style)).join('');
  return [
    `${paint('gray', header, style.colour)}\n`,
    ...rows.map((row) => `${row.id.padEnd(idWidth)}${cellsOf(row, style)}\n`),
  ].join('');
}

/** Wide enough for the word and for tens of thousands of cases. */
function widthOf(status: Status): number {
  return Math.max(status.length, 5) + 2;
}

function cellsOf({ tally }: Row, { colour }: RenderStyle): string {
  return COLUMNS.map((status) => {
    const count = tally[status];
    const cell = (count === 0 ? '·' : String(count)).padStart(widthOf(status));
    return paint(count === 0 ? 'gray' : LOOK[status].format, cell, colour);
  }).join('');
}

/** A table that does not fit is worse than a sentence. */
function proseOf({ id, tally }: Row, { columns }: RenderStyle): string {
  const counts = COLUMNS.filter((status) => tally[status] > 0).map(
    (status) => `${tally[status]} ${status}`,
  );
  return indent(`${id}: ${counts.join(', ')}`, '  ', columns);
}
