import type { FirewallRule } from '#core/firewall-rule.ts';
import { awsLines, firewallRow, nftLine } from '#lib/firewall-lines.ts';
import { sanitise } from '#lib/text/sanitise.ts';

/** Returns the commands of nft(8), each after a comment that says what for. */
export function nftCommands(rules: readonly FirewallRule[]): string {
  return rules.map((rule) => block(rule, [nftLine(rule) ?? NAMES])).join('\n');
}

/** Returns the commands of the AWS CLI; what stays on premises needs none. */
export function awsCommands(rules: readonly FirewallRule[], cluster: string): string {
  return rules
    .filter(({ direction }) => direction !== 'on-prem')
    .map((rule) => {
      const lines = awsLines(rule, cluster);
      return block(rule, lines.length === 0 ? [NAMES] : lines);
    })
    .join('\n');
}

const NAMES =
  '# A name has no place in a rule: look its addresses up, and name those in the config.';

function block(rule: FirewallRule, lines: readonly string[]): string {
  // Where somebody pastes it, a comment may be read as a command: it holds nothing that a shell would run.
  const comment = `# ${`${rule.purpose}: ${firewallRow(rule)}`.replaceAll(/[$`\\;&|<>]/g, ' ')}`;
  return [comment, ...lines].map((line) => `${sanitise(line).replaceAll('\n', ' ')}\n`).join('');
}
