import type { TracedFlows } from '#lib/trace/trace-flows.ts';

export type TraceTarget = { readonly address: string; readonly port: number };

export type TraceMeasurement =
  { readonly kind: 'no-program' } | (TracedFlows & { readonly kind: 'traced' });
