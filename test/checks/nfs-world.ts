import type { Json } from '#core/json.ts';
import type { NfsServices, NfsVersionAnswer } from '#core/nfs-services.ts';
import type { StorageRun, Transfer } from '#core/storage.ts';
import type { NfsTarget } from '../../checks/nfs-throughput/target.ts';

/** In bits per second: 25 MB/s are good, less than 12.5 MB/s are too little. */
export const BOUNDS = { pass: 200e6, fail: 100e6 };

export const TARGET: NfsTarget = {
  ...{ from: 'on-prem', server: '10.20.3.30', exportPath: '/export', path: null, engine: 'own' },
  options: { version: '4.1', port: 2049 },
  ...{ bounds: BOUNDS, boundsFrom: 'config', confidence: 0.95 },
  ...{ blockBytes: 1_048_576, inFlight: 4, mostBytes: 1_048_576_000, mostSeconds: 15 },
  ...{ stallMs: 15_000, isFull: false },
};

/** Two seconds at a rate that is steady. */
export function transferAt(bps: number): Transfer {
  const samples = Array.from({ length: 80 }, (_, index) => ({
    ...{ startS: index * 0.025, seconds: 0.025 },
    bps: bps * (index % 2 === 0 ? 1.01 : 0.99),
  }));
  return { bytes: (bps * 2) / 8, seconds: 2, samples };
}

const OPERATIONS = { count: 200, perSecond: 900, p50Ms: 1, p95Ms: 2, p99Ms: 3 };

export const HEALTHY_RUN: StorageRun = {
  mounted: {
    type: 'nfs4',
    options: ['rw', 'relatime'],
    superOptions: ['rw', 'vers=4.1', 'rsize=1048576', 'wsize=1048576', 'hard', 'proto=tcp'],
  },
  ...{ freeBytes: 1e12, isDirect: true, write: transferAt(900e6), read: transferAt(950e6) },
  ...{ corruptBlocks: 0, metadata: OPERATIONS, fsync: OPERATIONS, requests: [], connection: null },
  transport: null,
  ...{ ddWriteBps: null, ddReadBps: null, failure: null, left: [] },
};

export function runWith(parts: Partial<StorageRun>): StorageRun {
  return { ...HEALTHY_RUN, ...parts };
}

/** A run that ended in a stage, before anything was moved. */
export function failedIn(
  stage: 'mount' | 'prepare' | 'write',
  kind: string,
  parts: Partial<StorageRun> = {},
): StorageRun {
  const failure = { stage, kind, text: 'what the system said' };
  return runWith({ write: null, read: null, metadata: null, fsync: null, failure, ...parts });
}

type End = NfsVersionAnswer['outcome'];

const NO_ANSWER = { kind: 'refused', afterMs: 1 } as const;
const YES = { spoken: 'yes', status: 'NFS4_OK' } as const;
const NO = { spoken: 'no', status: 'NFS4ERR_MINOR_VERS_MISMATCH' } as const;

/** What a server of version 4 shows of itself, with the end of the NULL call of each version. */
export function servicesWith(
  {
    v3 = NO_ANSWER,
    v4 = { kind: 'answer', afterMs: 2, answer: null },
  }: { v3?: End; v4?: End } = {},
  { exportPath = { kind: 'looked-up', minorVersion: 0 }, refusesMinor }: Shown = {},
): NfsServices {
  return {
    portmapper: { nfsPort: NO_ANSWER, mountdPort: NO_ANSWER, registered: NO_ANSWER },
    versions: [
      { version: 3, port: 2049, outcome: v3 },
      { version: 4, port: 2049, outcome: v4 },
    ],
    minorVersions: ([0, 1, 2] as const).map((minorVersion) => ({
      minorVersion,
      outcome: {
        ...{ kind: 'answer', afterMs: 2 },
        answer: minorVersion === refusesMinor ? NO : YES,
      },
    })),
    mountd: { kind: 'not-asked', why: 'port-not-told' },
    exportPath,
  };
}

interface Shown {
  readonly exportPath?: NfsServices['exportPath'];
  readonly refusesMinor?: 0 | 1 | 2;
}

export function measured(
  run: StorageRun | null,
  services: NfsServices | null = servicesWith(),
): Json {
  return { kind: 'measured', address: '10.20.3.30', services, run };
}
