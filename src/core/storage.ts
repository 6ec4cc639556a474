import type { Bounds } from './site.ts';

/** What is mounted for the test, by the kernel's client; or a folder that is there already. */
export type StoragePlace =
  | {
      readonly kind: 'export';
      readonly server: string;
      readonly exportPath: string;
      /** What follows `mount -o`. */
      readonly options: string;
      readonly port: number;
    }
  | { readonly kind: 'folder'; readonly path: string };

export type StoragePlan = {
  readonly place: StoragePlace;
  readonly engine: 'own' | 'fio';
  readonly blockBytes: number;
  /** Blocks under way at once. */
  readonly inFlight: number;
  /** Of each direction, at most. */
  readonly mostBytes: number;
  readonly mostSeconds: number;
  /** In bits per second: a direction ends early once it is known where it lies. */
  readonly bounds: Bounds;
  readonly confidence: number;
  /** All of `mostBytes`, and dd beside it, as the adoption guide's recipe has it. */
  readonly isFull: boolean;
  /** Without a sign of life for so long, it hangs. */
  readonly stallMs: number;
};

export const STORAGE_STAGES = [
  'mount',
  'prepare',
  'write',
  'sync',
  'read',
  'metadata',
  'fsync',
  'dd',
  'remove',
  'unmount',
] as const;
export type StorageStage = (typeof STORAGE_STAGES)[number];

export type StorageFailure = {
  readonly stage: StorageStage;
  /**
   * As #lib/nfs names failures of mounts and of files. `hung`: no answer for as long as the plan allows; `ended`: the
   * process of the test did not come to its end; `no-room`: too little is free to measure in.
   */
  readonly kind: string;
  readonly text: string;
};

/** Blocks of one direction, one behind the other. */
export type Transfer = {
  readonly bytes: number;
  readonly seconds: number;
  readonly samples: readonly TransferSample[];
};

export type TransferSample = {
  /** Since the start of the transfer. */
  readonly startS: number;
  readonly seconds: number;
  readonly bps: number;
};

export type Operations = {
  readonly count: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
};

/** The connection to the server while blocks went over it, as its kernel saw it (struct tcp_info). */
export type StorageConnection = {
  readonly mssBytes: number | null;
  readonly pathMtuBytes: number | null;
  readonly rttMs: number | null;
  readonly leastRttMs: number | null;
  readonly retransmissions: number | null;
};

/** All requests of one kind, `WRITE` and the like; times are means, null where none came back. */
export type StorageRequests = {
  readonly name: string;
  readonly count: number;
  readonly retransmissions: number;
  readonly meanQueueMs: number | null;
  readonly meanRttMs: number | null;
  readonly meanExecuteMs: number | null;
};

/** All connections of the mount together while blocks went over them (mountstats). */
export type StorageTransport = {
  readonly connections: number;
  /** Made anew meanwhile: one that was cut. null where there is none to make, as with UDP. */
  readonly reconnects: number | null;
  /** Requests that waited for a free slot, seen at each that was sent; null where none was. */
  readonly meanBacklog: number | null;
};

/** What a test of storage came to; null is "not done", or not known. */
export type StorageRun = {
  /** As the kernel has it, of mounts of ours. */
  readonly mounted: {
    readonly type: string;
    readonly options: readonly string[];
    /** Of the file system: what server and kernel agreed on. */
    readonly superOptions: readonly string[];
  } | null;
  readonly freeBytes: number | null;
  readonly isDirect: boolean;
  readonly write: Transfer | null;
  readonly read: Transfer | null;
  /** Blocks that were read otherwise than they were written. */
  readonly corruptBlocks: number | null;
  /** Create, stat, rename and remove together. */
  readonly metadata: Operations | null;
  /** Of 4 KiB each, as a database writes its log. */
  readonly fsync: Operations | null;
  /** What the kernel's client asked while blocks went (mountstats). */
  readonly requests: readonly StorageRequests[];
  readonly transport: StorageTransport | null;
  readonly connection: StorageConnection | null;
  readonly ddWriteBps: number | null;
  readonly ddReadBps: number | null;
  readonly failure: StorageFailure | null;
  /** What could not be taken away again, as a path below the export. */
  readonly left: readonly string[];
};

export interface Storage {
  /**
   * Mounts, writes, reads back and compares, in a process of its own that can be ended whatever the server does; what
   * it mounts is seen by that process alone, and is gone with it. Throws NotApplicable where only root may mount, and
   * CannotMeasure where not even root may, or where a plan wants fio and there is none, or none that measures.
   */
  run(
    plan: StoragePlan,
    onProgress: (fraction: number, note: string) => void,
    signal: AbortSignal,
  ): Promise<StorageRun>;
}
