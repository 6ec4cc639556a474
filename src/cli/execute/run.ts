import { NOBODY } from '#core/far.ts';
import type { FailOn } from '#core/summary.ts';
import { exitCodeOf } from '#core/summary.ts';
import { parseDuration } from '#lib/quantity/duration.ts';
import { describePlan } from '../describe-plan.ts';
import { parseOutputs, prepareOutputs, writeOutputs } from '../outputs.ts';
import { openPeer } from '../open-peer.ts';
import { preflight } from '../preflight.ts';
import { openPreflight, type ConfigRequest } from '../open-preflight.ts';
import { checkSelection } from '../selection.ts';
import { tellNotes } from '../notes.ts';
import type { Shell } from '../shell.ts';
import { UsageError } from '../usage-error.ts';

export interface RunArguments extends ConfigRequest {
  readonly only: readonly string[];
  readonly skip: readonly string[];
  readonly failOn: FailOn;
  readonly output: readonly string[];
  readonly quiet: boolean;
  readonly progress: boolean;
  readonly dryRun: boolean;
  readonly timeout?: string | undefined;
}

/** Runs what the config asks for and writes the reports. Returns the exit code of the verdict. */
export async function executeRun(argv: RunArguments, shell: Shell): Promise<number> {
  const { settings, known, cases, notes } = await openPreflight(argv, shell);
  const selection = { only: argv.only, skip: argv.skip };
  checkSelection(
    selection,
    cases,
    known.checks.map(({ id }) => id),
  );
  const targets = parseOutputs({ outputs: argv.output, quiet: argv.quiet }, known.renderers);
  if (!argv.quiet) tellNotes(notes, shell);
  if (argv.dryRun) {
    shell.stdout.write(describePlan(cases, selection));
    return 0;
  }
  await prepareOutputs(targets, shell);
  const { site, waivers, limits } = settings;
  const [world, near] = await Promise.all([shell.openIo(), shell.openNear()]);
  const opened =
    site.peer === undefined
      ? undefined
      : await openPeer(site.peer, { clock: world.clock, near }, shell);
  const io = { ...world, far: opened?.far ?? NOBODY };
  const report = await preflight(
    {
      io,
      ...(opened === undefined ? {} : { peer: opened.peer }),
      site,
      cases,
      selection,
      waivers,
      limits: { ...limits, runDeadlineMs: deadlineOf(argv.timeout) ?? limits.runDeadlineMs },
      showProgress: argv.progress && !argv.quiet,
    },
    shell,
  ).finally(() => opened?.close());
  await writeOutputs(report, targets, shell, argv);
  return exitCodeOf(report, argv.failOn);
}

function deadlineOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const parsed = parseDuration(text);
  if (parsed.ok && parsed.milliseconds > 0) return parsed.milliseconds;
  throw new UsageError(`--timeout ${text}: write a duration such as 90s or 5m`);
}
