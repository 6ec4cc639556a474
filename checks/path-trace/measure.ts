import type { Io } from '#core/io.ts';
import { traceFlows } from '#lib/trace/trace-flows.ts';
import type { TraceMeasurement, TraceTarget } from './target.ts';

export async function measure(
  target: TraceTarget,
  io: Pick<Io, 'trace'>,
  signal: AbortSignal,
): Promise<TraceMeasurement> {
  const traced = await traceFlows(target, io, signal);
  return traced === null ? { kind: 'no-program' } : { kind: 'traced', ...traced };
}
