import { planCases } from '#core/plan.ts';
import { rejudge, waiversOf, type Yardstick } from '#core/rejudge.ts';
import type { Report } from '#core/report.ts';
import type { Baseline } from '#core/site.ts';
import { exitCodeOf, type FailOn } from '#core/summary.ts';
import { baselineNamed, BASELINE_NAMES } from '../../config/baselines.ts';
import { BUILT_IN, type ConfigRequest, openPreflight } from '../open-preflight.ts';
import { parseOutputs, prepareOutputs, writeOutputs } from '../outputs.ts';
import { readReport } from '../read-report.ts';
import type { Shell } from '../shell.ts';
import { unknownWord } from '../usage-error.ts';

export interface JudgeArguments extends ConfigRequest {
  readonly report: string;
  readonly failOn: FailOn;
  readonly output: readonly string[];
  readonly quiet: boolean;
}

/** Judges a saved report again. Returns the exit code of the new verdict. */
export async function executeJudge(argv: JudgeArguments, shell: Shell): Promise<number> {
  const report = await readReport(argv.report, shell);
  const targets = parseOutputs({ outputs: argv.output, quiet: argv.quiet }, BUILT_IN.renderers);
  await prepareOutputs(targets, shell);
  const judged = rejudge(report, await yardstickOf(report, argv, shell));
  await writeOutputs(judged, targets, shell, argv);
  return exitCodeOf(judged, argv.failOn);
}

/** With a config, its limits and waivers; without one, the report's own, under the baseline asked for. */
async function yardstickOf(
  report: Report,
  { config, baseline }: JudgeArguments,
  shell: Shell,
): Promise<Yardstick> {
  if (config !== undefined) {
    const { settings, known, cases } = await openPreflight(
      { config, baseline, stage: report.site.stage },
      shell,
    );
    return { checks: known.checks, site: settings.site, cases, waivers: settings.waivers };
  }
  const site = { ...report.site, baseline: baselineFor(baseline) ?? report.site.baseline };
  const { checks } = BUILT_IN;
  return { checks, site, cases: planCases(checks, site), waivers: waiversOf(report) };
}

function baselineFor(name: string | undefined): Baseline | undefined {
  if (name === undefined) return undefined;
  const baseline = baselineNamed(name);
  if (baseline === undefined) throw unknownWord('baseline', name, BASELINE_NAMES);
  return baseline;
}
