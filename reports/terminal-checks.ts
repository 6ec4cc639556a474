import type { Result, Status } from '#core/report.ts';
import { tallyOf } from '#core/summary.ts';
import { LOOK, paint } from '#lib/style.ts';
import type { RenderStyle } from './renderer.ts';

const COLUMNS: readonly Status[] = ['pass', 'warn', 'inconclusive', 'fail', 'error', 'skip'];

/** Returns a row for each check: how many of its cases ended in which way. */
export function checkTable(results: readonly Result[], { colour }: RenderStyle): string {
  const byCheck = [...Map.groupBy(results, ({ check }) => check.id).entries()];
  const width = Math.max(5, ...byCheck.map(([id]) => id.length));
  const header = `${'check'.padEnd(width)}${COLUMNS.map((status) => status.padStart(14)).join('')}`;
  const rows = byCheck.map(([id, own]) => {
    const tally = tallyOf(own);
    const cells = COLUMNS.map((status) => {
      const count = tally[status];
      const cell = (count === 0 ? '·' : String(count)).padStart(14);
      return count === 0 ? paint('gray', cell, colour) : paint(LOOK[status].format, cell, colour);
    });
    return `${id.padEnd(width)}${cells.join('')}\n`;
  });
  return `${paint('gray', header, colour)}\n${rows.join('')}`;
}
