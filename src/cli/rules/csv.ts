import type { FirewallRule } from '#core/firewall-rule.ts';
import { sanitise } from '#lib/text/sanitise.ts';

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

/** Spreadsheets run what begins like a formula; an apostrophe makes text of it. Terminals obey escapes: none are left. */
function cell(text: string): string {
  const clean = sanitise(text);
  const safe = /^(?:\t|\s*[=+\-@])/.test(clean) ? `'${clean}` : clean;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
