import type { TracedPath } from '#lib/trace/trace-path.ts';

export type TraceTarget = { readonly address: string; readonly port: number };

export type TraceMeasurement =
  { readonly kind: 'no-program' } | (TracedPath & { readonly kind: 'traced' });
