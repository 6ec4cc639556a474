import type { FirewallRule } from '#core/firewall-rule.ts';

const HEADER = ['direction', 'protocol', 'ports', 'sources', 'destinations', 'purpose', 'required'];

/** Returns a table of RFC 4180, one rule a row. */
export function csv(rules: readonly FirewallRule[]): string {
  const rows = rules.map((rule) => [
    rule.direction,
    rule.protocol,
    rule.ports.join(' '),
    rule.sources.join(' '),
    rule.destinations.join(' '),
    rule.purpose,
    rule.isRequired ? 'yes' : 'no',
  ]);
  return [HEADER, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/** Spreadsheets run what begins like a formula; an apostrophe makes text of it. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
