import type { FirewallRule } from '#core/firewall-rule.ts';
import { sanitise } from '#lib/text/sanitise.ts';

type Row = readonly [string, string, string, string, string];

const HEADER: Row = ['from', 'to', 'protocol', 'ports', 'purpose'];

const HEADINGS: Readonly<Record<FirewallRule['direction'], string>> = {
  'to-aws': 'From on premises to AWS',
  'to-on-prem': 'From AWS to on premises',
  'on-prem': 'On premises',
};

/** Returns the rules as text, a section for each direction; one address or network a line. */
export function table(rules: readonly FirewallRule[]): string {
  const sections = Object.entries(HEADINGS).flatMap(([direction, heading]) => {
    const own = rules.filter((rule) => rule.direction === direction);
    return own.length === 0 ? [] : [`${heading}\n\n${aligned([HEADER, ...own.flatMap(rowsOf)])}`];
  });
  return sections.join('\n');
}

function rowsOf(rule: FirewallRule): readonly Row[] {
  const { sources, destinations, protocol, ports, purpose, isRequired } = rule;
  const height = Math.max(sources.length, destinations.length, ports.length, 1);
  return Array.from({ length: height }, (_, index) => {
    const isFirst = index === 0;
    return [
      sources[index] ?? (isFirst ? 'any' : ''),
      destinations[index] ?? '',
      isFirst ? protocol : '',
      ports[index] ?? '',
      isFirst ? `${purpose}${isRequired ? '' : ' (optional)'}` : '',
    ];
  });
}

function aligned(rows: readonly Row[]): string {
  const clean = rows.map((row) => row.map((cell) => sanitise(cell).replaceAll(/\s+/g, ' ')));
  const widths = HEADER.map((_, column) =>
    Math.max(...clean.map((row) => row[column]?.length ?? 0)),
  );
  return clean
    .map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
    .map((line) => `  ${line.trimEnd()}\n`)
    .join('');
}
