import { type Row, verdictOf } from './compare.ts';

const HEADINGS = ['fault', 'expected', 'got', 'verdict'] as const;

/** Returns the matrix as a table: one line a fault and expectation, the fault named on its first line. */
export function matrixTable(rows: readonly Row[]): string {
  const lines = [HEADINGS, ...rows.flatMap(linesOf)];
  const widths = HEADINGS.map((_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  );
  return lines
    .map((line) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
    .map((line) => `${line.trimEnd()}\n`)
    .join('');
}

type Line = readonly [fault: string, expected: string, got: string, verdict: string];

function linesOf(row: Row): readonly Line[] {
  const cells: readonly (readonly [string, string])[] = [
    ...row.found.map((text) => [text, 'found'] as const),
    ...row.missing.map((text) => [text, 'NOT FOUND'] as const),
    ...row.pending.map((text) => [text, 'pending: not built yet'] as const),
    ...row.unexpected.map((text) => ['', `UNEXPECTED ${text}`] as const),
  ];
  const all = cells.length === 0 ? [['nothing', 'nothing'] as const] : cells;
  return all.map(([expected, got], index) => [
    index === 0 ? row.fault : '',
    expected,
    got,
    index === 0 ? verdictOf(row) : '',
  ]);
}

/** Returns the last line of a matrix; its last number falls to 0 as the checks arrive. */
export function closingLine(rows: readonly Row[]): string {
  const count = (verdict: string): number =>
    rows.filter((row) => verdictOf(row) === verdict).length;
  return `rows: ${rows.length}, ok: ${count('ok')}, failed: ${count('FAILED')}, pending: ${count('pending')}\n`;
}
