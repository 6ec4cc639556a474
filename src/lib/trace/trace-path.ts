import type { Io } from '#core/io.ts';
import type { TracePlan, TraceRun } from '#core/trace.ts';
import { type MergedTrace, mergeTraces } from './merge.ts';
import { parseTrace } from './parse.ts';
import { recogniseTraceTool } from './tool.ts';
import type { Trace } from './trace.ts';

/** A path, hop by hop, and how it was traced. */
export type TracedPath = {
  readonly tool: string;
  readonly method: 'udp' | 'tcp';
  readonly durationMs: number;
  readonly trace: MergedTrace;
};

/** What one run of a program was told. */
export type TracedOnce = Pick<TraceRun, 'method' | 'canKeepFlow' | 'durationMs'> & {
  readonly trace: Trace;
};

/** Traces with what the host has. Returns null where it has nothing to trace with. */
export async function tracePath(
  plan: TracePlan,
  io: Pick<Io, 'trace'>,
  signal: AbortSignal,
): Promise<TracedPath | null> {
  const once = await traceOnce(plan, io, signal);
  if (once === null) return null;
  return {
    ...{ tool: once.trace.tool, method: once.method, durationMs: Math.round(once.durationMs) },
    trace: mergeTraces([once.trace]),
  };
}

/** Runs the host's program once. Returns null where it has none. */
export async function traceOnce(
  plan: TracePlan,
  { trace }: Pick<Io, 'trace'>,
  signal: AbortSignal,
): Promise<TracedOnce | null> {
  const run = await trace.run(plan, signal);
  const program = run === undefined ? null : recogniseTraceTool(run.program);
  if (run === undefined || program === null) return null;
  const parsed = parseTrace({ tool: program.tool, target: plan.address }, run.stdout, run.stderr);
  return {
    ...{ method: run.method, canKeepFlow: run.canKeepFlow, durationMs: run.durationMs },
    trace: { ...parsed, isComplete: run.isComplete && parsed.isComplete },
  };
}
