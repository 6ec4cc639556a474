import type { FirewallRule } from '#core/firewall-rule.ts';
import { awsCommands, nftCommands } from './commands.ts';
import { csv } from './csv.ts';
import { table } from './table.ts';

export const RULE_FORMATS = ['table', 'csv', 'nft', 'aws'] as const;
export type RuleFormat = (typeof RULE_FORMATS)[number];

/** Returns the rules as a firewall team, a spreadsheet, a Linux router or the AWS CLI wants them. */
export function formatRules(
  rules: readonly FirewallRule[],
  format: RuleFormat,
  cluster: string,
): string {
  switch (format) {
    case 'table':
      return table(rules);
    case 'csv':
      return csv(rules);
    case 'nft':
      return nftCommands(rules);
    case 'aws':
      return awsCommands(rules, cluster);
  }
}
