import type { Io } from '#core/io.ts';
import { mergeTraces } from '#lib/trace/merge.ts';
import { parseTrace } from '#lib/trace/parse.ts';
import { recogniseTraceTool } from '#lib/trace/tool.ts';
import type { TraceMeasurement, TraceTarget } from './target.ts';

export async function measure(
  target: TraceTarget,
  { trace }: Pick<Io, 'trace'>,
  signal: AbortSignal,
): Promise<TraceMeasurement> {
  const run = await trace.run(target, signal);
  const program = run === undefined ? null : recogniseTraceTool(run.program);
  if (run === undefined || program === null) return { kind: 'no-program' };
  const { tool } = program;
  const parsed = parseTrace({ tool, target: target.address }, run.stdout, run.stderr);
  return {
    kind: 'traced',
    ...{ tool, method: run.method, durationMs: Math.round(run.durationMs) },
    trace: mergeTraces([{ ...parsed, isComplete: run.isComplete && parsed.isComplete }]),
  };
}
