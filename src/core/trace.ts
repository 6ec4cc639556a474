export type TracePlan = {
  /** An IP literal. */
  readonly address: string;
  /** The TCP port that is in question; probes go there where this host may send them so. */
  readonly port: number;
  /** Of the whole packets, which are not fragmented then; the usual few bytes where it is not given. */
  readonly packetBytes?: number;
};

/** What a program that traces paths printed. */
export type TraceRun = {
  /** Of `--version`: what it is. */
  readonly program: string;
  readonly method: 'udp' | 'tcp';
  readonly stdout: string;
  readonly stderr: string;
  /** False where it was ended before it came to its end. */
  readonly isComplete: boolean;
  readonly durationMs: number;
};

export interface Tracer {
  /** Traces with the best program that this host has; undefined where it has none. */
  run(plan: TracePlan, signal: AbortSignal): Promise<TraceRun | undefined>;
}
