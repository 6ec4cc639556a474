import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { AnyCheck } from '#core/check.ts';
import type { Finding } from '#core/finding.ts';
import type { Json } from '#core/json.ts';
import { checks } from '../../checks/index.ts';
import { knownErrorsPage } from './known-errors-page.ts';
import { withCommands } from './markdown.ts';
import { nodeadmPage } from './nodeadm/page.ts';

const FOLDER = 'docs/checks';

/** Writes one page a check from the check itself, one of the known errors and one of nodeadm; with --check it only says which pages are stale. */
function main(args: readonly string[]): number {
  const onlyCheck = args.includes('--check');
  const pages = [
    ...checks.map((check) => ({ path: `${FOLDER}/${check.id}.md`, text: pageOf(check) })),
    { path: 'docs/known-errors.md', text: knownErrorsPage() },
    { path: 'docs/nodeadm.md', text: nodeadmPage() },
  ];
  const stale = pages.filter(
    ({ path, text }) => !existsSync(path) || readFileSync(path, 'utf8') !== text,
  );
  if (onlyCheck) {
    for (const { path } of stale) console.log(`${path} is stale: node bin/dev/docs.ts`);
    return stale.length === 0 ? 0 : 1;
  }
  mkdirSync(FOLDER, { recursive: true });
  for (const { path, text } of stale) writeFileSync(path, text);
  return 0;
}

function pageOf(check: AnyCheck): string {
  const { id, title, why, explanation, options, after, stages, vocabulary } = check;
  return [
    `# ${id}\n\n**${title}.** ${why}\n`,
    listOf('Proves', explanation.proves),
    listOf('Does not prove', explanation.doesNotProve),
    listOf('Runs after, for the same subject', after ?? []),
    listOf('Runs at the stages', stages?.only ?? []),
    optionsOf(options['properties']),
    `\n## Findings\n${vocabulary.examples.map(findingOf).join('')}`,
    listOf('Sources', explanation.sources),
  ].join('');
}

function listOf(heading: string, lines: readonly string[]): string {
  if (lines.length === 0) return '';
  return `\n## ${heading}\n\n${lines.map((line) => `- ${line}\n`).join('')}`;
}

function optionsOf(properties: Json | undefined): string {
  const rows = Object.entries(Object(properties) as Record<string, Record<string, Json>>).map(
    ([name, { description, default: preset }]) =>
      `- \`${name}\` (default \`${JSON.stringify(preset)}\`): ${JSON.stringify(description).slice(1, -1)}\n`,
  );
  return rows.length === 0 ? '' : `\n## Options\n\n${rows.join('')}`;
}

function findingOf({ code, severity, title, detail, fix }: Finding): string {
  return `\n### ${code}\n\n${severity}: **${title}.** For example: ${detail}\n\nHow to mend it: ${withCommands(fix)}\n`;
}

process.exitCode = main(process.argv.slice(2));
