import type { MergedTrace } from '#lib/trace/merge.ts';

export type TraceTarget = { readonly address: string; readonly port: number };

export type TraceMeasurement =
  | { readonly kind: 'no-program' }
  | {
      readonly kind: 'traced';
      readonly tool: string;
      readonly method: 'udp' | 'tcp';
      readonly durationMs: number;
      readonly trace: MergedTrace;
    };
