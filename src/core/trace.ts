export type TracePlan = {
  /** An IP literal. */
  readonly address: string;
  /** The TCP port that is in question; probes go there where this host may send them so. */
  readonly port: number;
  /** Of the whole packets, which are not fragmented then; the usual few bytes where it is not given. */
  readonly packetBytes?: number;
  readonly probes?: TraceProbes;
  /** How long the program may run; what it has printed by then counts. */
  readonly mostMs?: number;
};

/** How to send probes; what is left out is as usual. */
export type TraceProbes = {
  /** All leave from this port, one after another, and go to one port: they are one flow, where the program can. */
  readonly sourcePort?: number;
  readonly firstTtl?: number;
  readonly maxTtl?: number;
  readonly probesPerHop?: number;
  /** How long to wait for one answer at most. */
  readonly waitMs?: number;
};

/** What a program that traces paths printed. */
export type TraceRun = {
  /** Of `--version`: what it is. */
  readonly program: string;
  readonly method: 'udp' | 'tcp';
  /** Whether it keeps to one flow when it is given a source port; else each probe is a flow of its own. */
  readonly canKeepFlow: boolean;
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
