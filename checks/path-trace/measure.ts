import type { Io } from '#core/io.ts';
import { tracePath } from '#lib/trace/trace-path.ts';
import type { TraceMeasurement, TraceTarget } from './target.ts';

export async function measure(
  target: TraceTarget,
  io: Pick<Io, 'trace'>,
  signal: AbortSignal,
): Promise<TraceMeasurement> {
  const traced = await tracePath(target, io, signal);
  return traced === null ? { kind: 'no-program' } : { kind: 'traced', ...traced };
}
