import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { planCases } from '#core/plan.ts';
import { rejudge, waiversOf, type Yardstick } from '#core/rejudge.ts';
import type { Report } from '#core/report.ts';
import type { Baseline } from '#core/site.ts';
import { exitCodeOf, type FailOn } from '#core/summary.ts';
import { createValidator } from '#lib/schema-validator.ts';
import reportSchema from '../../../schema/report.schema.json' with { type: 'json' };
import { baselineNamed, BASELINE_NAMES } from '../../config/baselines.ts';
import { BUILT_IN, type ConfigRequest, openPreflight } from '../open-preflight.ts';
import { parseOutputs, prepareOutputs, reasonOf, writeOutputs } from '../outputs.ts';
import type { Shell } from '../shell.ts';
import { UsageError, unknownWord } from '../usage-error.ts';

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
    const { settings, known, cases } = await openPreflight({ config, baseline }, shell);
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

async function readReport(path: string, { workingDirectory }: Shell): Promise<Report> {
  const parsed = parseJson(path, await readText(path, workingDirectory));
  const complaints = createValidator(reportSchema)(parsed);
  if (complaints.length > 0) {
    throw new UsageError(`${path} is no report of this program: ${complaints[0] ?? ''}`);
  }
  // The schema describes exactly this type; a test holds every renderer's input against it.
  return parsed as Report;
}

async function readText(path: string, workingDirectory: string): Promise<string> {
  try {
    return await readFile(resolve(workingDirectory, path), 'utf8');
  } catch (error) {
    throw new UsageError(`${path}: ${reasonOf(error)}`);
  }
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${path} is not JSON: ${reasonOf(error)}`);
  }
}
