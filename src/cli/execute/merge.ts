import { type Fleet, fleetOf } from '#core/fleet.ts';
import type { Finding } from '#core/finding.ts';
import { exitCodeOf, type FailOn } from '#core/summary.ts';
import { LOOK, paint } from '#lib/style.ts';
import { indent } from '#lib/text/wrap.ts';
import type { TextFormat } from '../text-format.ts';
import { BUILT_IN } from '../open-preflight.ts';
import { readReport } from '../read-report.ts';
import type { Output, Shell } from '../shell.ts';

export interface MergeArguments {
  readonly report: readonly string[];
  readonly format: TextFormat;
  readonly failOn: FailOn;
}

/** Prints what several hosts come to together. Returns the exit code of the worst verdict. */
export async function executeMerge(argv: MergeArguments, shell: Shell): Promise<number> {
  const reports = await Promise.all(argv.report.map((path) => readReport(path, shell)));
  const fleet = fleetOf(reports, BUILT_IN.checks);
  const text =
    argv.format === 'json' ? JSON.stringify(fleet, null, 2) : fleetText(fleet, shell.stdout);
  shell.stdout.write(`${text}\n`);
  return exitCodeOf(fleet, argv.failOn);
}

type Style = Pick<Output, 'colour' | 'columns'>;

function fleetText({ hosts, findings }: Fleet, style: Style): string {
  const width = Math.max(4, ...hosts.map(({ host }) => host.length));
  const rows = hosts.map(({ host, verdict, tally, startedAt }) => {
    const { format, symbol } = LOOK[verdict];
    const counts = `${tally.pass} passed, ${tally.warn} warned, ${tally.inconclusive} undecided, ${tally.fail} failed, ${tally.error} not measured, ${tally.skip} skipped`;
    return `${paint(format, symbol, style.colour)} ${host.padEnd(width)}  ${counts}  ${startedAt}`;
  });
  const told = findings.map((finding) => tell(finding, style));
  const between =
    told.length === 0 ? ['Between the hosts nothing differs that is compared.'] : told;
  return [...rows, '', ...between].join('\n');
}

function tell({ code, severity, title, detail, fix }: Finding, { colour, columns }: Style): string {
  const { format, symbol } = LOOK[severity === 'note' ? 'pass' : severity];
  return [
    `${paint(format, symbol, colour)} ${title}  ${code}`,
    indent(detail, '  ', columns).trimEnd(),
    indent(`→ ${fix}`, '  ', columns).trimEnd(),
  ].join('\n');
}
