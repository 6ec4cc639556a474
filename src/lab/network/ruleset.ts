import type { FirewallRule, Hook } from '../conditions.ts';
import type { HostName } from '../topology/hosts.ts';

const TABLE = 'inet lab';

/** Priorities of nft(8): filters at 0, NAT where the kernel does it. */
const CHAINS: Readonly<Record<Hook, string>> = {
  prerouting: 'type filter hook prerouting priority -300;',
  forward: 'type filter hook forward priority 0;',
  input: 'type filter hook input priority 0;',
  output: 'type filter hook output priority 0;',
  'destination-nat': 'type nat hook prerouting priority -100;',
  'own-nat': 'type nat hook output priority -100;',
  'source-nat': 'type nat hook postrouting priority 100;',
};

/** Returns the whole ruleset of one host for `nft -f`: applied at once, it replaces whatever was there. */
export function ruleset(rules: readonly FirewallRule[], host: HostName): string {
  const own = rules.filter(({ at }) => at === host);
  const hooks = [...new Set(own.map(({ hook }) => hook))];
  // Adding the table first makes deleting it safe where there is none.
  const cleared = [`table ${TABLE}`, `delete table ${TABLE}`];
  if (hooks.length === 0) return lines(cleared);
  const chains = hooks.flatMap((hook) => [
    `  chain ${hook} {`,
    `    ${CHAINS[hook]}`,
    ...own.filter((one) => one.hook === hook).map(({ rule }) => `    ${rule}`),
    '  }',
  ]);
  return lines([...cleared, `table ${TABLE} {`, ...chains, '}']);
}

function lines(texts: readonly string[]): string {
  return `${texts.join('\n')}\n`;
}
