import type { AnyCheck } from '#core/check.ts';
import type { Finding } from '#core/finding.ts';
import { BUILT_IN, type ConfigRequest, tryOpenPreflight } from '../open-preflight.ts';
import type { Shell } from '../shell.ts';
import { unknownWord } from '../usage-error.ts';

export interface ExplainArguments extends ConfigRequest {
  readonly subject: string;
}

/** Prints what a check is for, or what a finding means and how it is mended. */
export async function executeExplain(argv: ExplainArguments, shell: Shell): Promise<number> {
  const opened = await tryOpenPreflight(argv, shell);
  const { checks } = opened?.known ?? BUILT_IN;
  const { subject } = argv;
  shell.stdout.write(explain(subject, checks));
  return 0;
}

function explain(subject: string, checks: readonly AnyCheck[]): string {
  const check = checks.find(({ id }) => id === subject);
  if (check !== undefined) return explainCheck(check);
  const findings = checks.flatMap(({ vocabulary }) => vocabulary.examples);
  const finding = findings.find(({ code }) => code === subject);
  if (finding !== undefined) return explainFinding(finding, checks);
  throw unknownWord('subject', subject, [
    ...checks.map(({ id }) => id),
    ...findings.map(({ code }) => code),
  ]);
}

function explainCheck(check: AnyCheck): string {
  const { id, title, why, explanation, vocabulary, after, stages } = check;
  const codes = vocabulary.examples.map(
    ({ code, severity, title }) => `${severity}: ${code}: ${title}`,
  );
  return [
    `${id}: ${title}\n\n${why}\n`,
    section('Proves', explanation.proves),
    section('Does not prove', explanation.doesNotProve),
    section('Means something only after', after ?? []),
    section('Means something only at the stages', stages?.only ?? []),
    section('Findings', codes),
    section('Sources', explanation.sources),
  ].join('');
}

function explainFinding(finding: Finding, checks: readonly AnyCheck[]): string {
  const { code, severity, title, detail, fix } = finding;
  const check = checks.find(({ vocabulary }) => vocabulary.examples.includes(finding));
  return [
    `${code} (${severity}): ${title}\n`,
    section('Why it matters', check === undefined ? [] : [check.why]),
    section('For example', [detail]),
    section('How to mend it', [fix]),
    section('Sources', check?.explanation.sources ?? []),
  ].join('');
}

function section(heading: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `\n${heading}\n${lines.map((line) => `  - ${line}\n`).join('')}`;
}
