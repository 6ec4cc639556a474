import { citing } from '#core/cite.ts';
import type { Io } from '#core/io.ts';
import type { Peer } from '#core/peer.ts';
import type { PlannedCase } from '#core/plan.ts';
import type { Interruption, Report, Result } from '#core/report.ts';
import { runCases } from '#core/run.ts';
import type { LaneLimits } from '#core/schedule.ts';
import type { Selection } from '#core/selection.ts';
import type { Site } from '#core/site.ts';
import { tallyOf, verdictOfRun } from '#core/summary.ts';
import type { Waiver } from '#core/waiver.ts';
import { createLiveView } from './live/live-view.ts';
import type { LiveView } from './live/live.ts';
import type { Shell } from './shell.ts';

export interface PreflightRequest {
  readonly io: Io;
  readonly site: Site;
  readonly cases: readonly PlannedCase[];
  readonly selection: Selection;
  readonly waivers: readonly Waiver[];
  readonly limits: PreflightLimits;
  readonly showProgress: boolean;
  readonly peer?: Peer;
}

export interface PreflightLimits {
  readonly caseDeadlineMs: number;
  readonly runDeadlineMs: number;
  /** cases in flight; the sockets that they open have their own bound */
  readonly concurrency: number;
}

/** Runs the cases, shows progress, heeds signals and the run's deadline. Returns the finished report, whole or partial. */
export async function preflight(request: PreflightRequest, shell: Shell): Promise<Report> {
  const { io, site } = request;
  const startedAt = shell.now();
  const startedMs = io.clock.nowMs();
  const stop = new AbortController();
  const view = request.showProgress ? liveViewOn(shell, io) : undefined;
  const release = stopWhenTold(stop, request.limits.runDeadlineMs, shell, view);
  const [host, measured] = await Promise.all([
    io.host.facts(stop.signal).catch(() => UNKNOWN_HOST),
    runWatched(request, stop.signal, view),
  ]).finally(release);
  const results = citing(measured, site.origins);
  const interrupted = stop.signal.aborted ? (stop.signal.reason as Interruption) : undefined;
  return {
    schema: 1,
    tool: { name: 'hybrid-preflight', version: shell.version },
    site,
    host,
    startedAt,
    durationMs: Math.round(io.clock.nowMs() - startedMs),
    ...(interrupted === undefined ? {} : { interrupted }),
    tally: tallyOf(results),
    verdict: verdictOfRun(results),
    results,
  };
}

const UNKNOWN_HOST = { name: 'unknown', os: 'unknown', kernel: 'unknown', arch: 'unknown' };

function liveViewOn({ stderr }: Shell, { clock }: Io): LiveView {
  const { stream, columns, colour, isTty } = stderr;
  return createLiveView({ stream, columns, colour, isTty, nowMs: clock.nowMs });
}

async function runWatched(
  { io, cases, selection, waivers, limits, peer }: PreflightRequest,
  signal: AbortSignal,
  view: LiveView | undefined,
): Promise<readonly Result[]> {
  try {
    return await runCases(cases, {
      io,
      signal,
      selection,
      waivers,
      laneLimits: laneLimitsOf(limits),
      caseDeadlineMs: limits.caseDeadlineMs,
      ...(view === undefined ? {} : { watch: view.watch }),
      ...(peer === undefined ? {} : { peer }),
    });
  } finally {
    view?.stop();
  }
}

function laneLimitsOf({ concurrency }: PreflightLimits): LaneLimits {
  return { pure: concurrency, light: concurrency, quiet: 1, saturating: 1 };
}

/** The first signal, or the deadline, ends the run in good order. */
function stopWhenTold(
  stop: AbortController,
  deadlineMs: number,
  shell: Shell,
  view: LiveView | undefined,
): () => void {
  const timer = setTimeout(() => {
    stop.abort('run-deadline' satisfies Interruption);
  }, deadlineMs);
  const release = shell.onInterrupt((signal) => {
    const text = `${signal}: stopping, a partial report follows; once more to quit at once`;
    if (view === undefined) shell.stderr.write(`\n${text}\n`);
    else view.say(text);
    stop.abort(signal);
  });
  return () => {
    clearTimeout(timer);
    release();
  };
}
