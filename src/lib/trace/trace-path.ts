import type { Io } from '#core/io.ts';
import type { TracePlan } from '#core/trace.ts';
import { type MergedTrace, mergeTraces } from './merge.ts';
import { parseTrace } from './parse.ts';
import { recogniseTraceTool } from './tool.ts';

/** A path, hop by hop, and how it was traced. */
export type TracedPath = {
  readonly tool: string;
  readonly method: 'udp' | 'tcp';
  readonly durationMs: number;
  readonly trace: MergedTrace;
};

/** Traces with what the host has. Returns null where it has nothing to trace with. */
export async function tracePath(
  plan: TracePlan,
  { trace }: Pick<Io, 'trace'>,
  signal: AbortSignal,
): Promise<TracedPath | null> {
  const run = await trace.run(plan, signal);
  const program = run === undefined ? null : recogniseTraceTool(run.program);
  if (run === undefined || program === null) return null;
  const { tool } = program;
  const parsed = parseTrace({ tool, target: plan.address }, run.stdout, run.stderr);
  return {
    ...{ tool, method: run.method, durationMs: Math.round(run.durationMs) },
    trace: mergeTraces([{ ...parsed, isComplete: run.isComplete && parsed.isComplete }]),
  };
}
