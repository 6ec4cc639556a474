import type { FirewallRule } from '#core/firewall-rule.ts';
import { type OpenedPreflight, type ConfigRequest, openPreflight } from '../open-preflight.ts';
import { tellNotes } from '../notes.ts';
import { readReport } from '../read-report.ts';
import { formatRules, type RuleFormat } from '../rules/format.ts';
import { missingRules } from '../rules/missing.ts';
import type { Shell } from '../shell.ts';

export interface RulesArguments extends ConfigRequest {
  readonly format: RuleFormat;
  readonly missing?: string | undefined;
  readonly requiredOnly: boolean;
}

/** Prints what firewalls must let through for the cases of the config to pass. */
export async function executeRules(argv: RulesArguments, shell: Shell): Promise<number> {
  const opened = await openPreflight(argv, shell);
  tellNotes(opened.notes, shell);
  const all = rulesOf(opened).filter(({ isRequired }) => isRequired || !argv.requiredOnly);
  const rules = argv.missing === undefined ? all : await missingIn(argv.missing, all, shell);
  const { cluster } = opened.settings.site;
  shell.stdout.write(formatRules(rules, argv.format, cluster.name));
  return 0;
}

function rulesOf({ known, settings }: OpenedPreflight): readonly FirewallRule[] {
  const { site } = settings;
  return known.checks.flatMap((check) => check.rules?.(site, site.options[check.id] ?? {}) ?? []);
}

async function missingIn(
  file: string,
  all: readonly FirewallRule[],
  shell: Shell,
): Promise<readonly FirewallRule[]> {
  const missing = missingRules(all, await readReport(file, shell));
  shell.stderr.write(
    missing.length === 0
      ? `Nothing is missing: ${file} shows all ${all.length} rules in force.\n`
      : `${missing.length} of ${all.length} rules are not in force, or not proven, in ${file}.\n`,
  );
  return missing;
}
