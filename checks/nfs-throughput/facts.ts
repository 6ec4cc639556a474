import type { NfsServices } from '#core/nfs-services.ts';
import type { Bounds } from '#core/site.ts';
import type { StorageRun, Transfer } from '#core/storage.ts';
import { rateOfTransfer, type StorageRate } from '#lib/storage/verdict.ts';
import type { NfsTarget } from './target.ts';

/** An export, as every finding names it. */
export type Place = {
  readonly from: NfsTarget['from'];
  readonly server: string;
  readonly exportPath: string;
  readonly version: string;
  readonly port: number;
};

export type Seen = Place & {
  /** What was seen, in a few words. */
  readonly why: string;
};

export type Failed = Place & {
  readonly stage: string;
  readonly kind: string;
  readonly text: string;
  readonly seconds: number;
};

export const PLACE: Place = {
  ...{ from: 'on-prem', server: '10.20.3.30', exportPath: '/export', version: '4.1', port: 2049 },
};

export const FAILED: Failed = {
  ...{ ...PLACE, stage: 'mount', kind: 'unknown', text: 'Protocol error', seconds: 15 },
};

/** What limits a transfer, as far as it can be told. */
export type Bottleneck = 'network' | 'server' | 'client-queue' | 'small-segments' | 'unknown';

export type Slow = Place & {
  readonly direction: 'write' | 'read';
  readonly rate: StorageRate;
  readonly bytes: number;
  readonly seconds: number;
  readonly bounds: Bounds;
  readonly boundsFrom: NfsTarget['boundsFrom'];
  readonly confidence: number;
  readonly bottleneck: Bottleneck;
  /** Per request of this direction, by the client's kernel: until it is sent, from there to its answer, and all of it;
   * null where it does not count. */
  readonly rpcQueueMs: number | null;
  readonly rpcRttMs: number | null;
  readonly rpcExecuteMs: number | null;
  readonly rpcCount: number;
  readonly rpcRetransmissions: number;
  /** Requests that waited for a slot of the connection, at each that was sent. */
  readonly backlog: number | null;
  /** Of TCP, while blocks went over it, and the least ever. */
  readonly tcpRttMs: number | null;
  readonly leastTcpRttMs: number | null;
  readonly tcpRetransmissions: number | null;
  readonly mssBytes: number | null;
};

const NFS_PORT = 2049;

export function placeOf({ from, server, exportPath, options }: NfsTarget): Place {
  const { version = '4', port = NFS_PORT } = options;
  return { from, server, exportPath, version, port };
}

/** One direction of a run, with all that says why it is as fast as it is. */
export function slowOf(
  target: NfsTarget,
  run: StorageRun,
  { direction, transfer }: { direction: 'write' | 'read'; transfer: Transfer },
): Slow {
  const { bounds, boundsFrom, confidence } = target;
  const { bytes, seconds } = transfer;
  const rate = rateOfTransfer(transfer, confidence);
  const backlog = run.transport?.meanBacklog ?? null;
  const seen = { ...requestsOf(run, direction), backlog, ...connectionOf(run) };
  return {
    ...placeOf(target),
    ...{ direction, rate, bytes, seconds, bounds, boundsFrom, confidence, ...seen },
    bottleneck: bottleneckOf({ bytes, ...seen }),
  };
}

type Requests = Pick<Slow, `rpc${'QueueMs' | 'RttMs' | 'ExecuteMs' | 'Count' | 'Retransmissions'}`>;

function requestsOf({ requests }: StorageRun, direction: string): Requests {
  const own = requests.find(({ name }) => name === direction.toUpperCase());
  const { meanQueueMs, meanRttMs, meanExecuteMs, count, retransmissions } = own ?? NO_REQUESTS;
  return {
    ...{ rpcQueueMs: meanQueueMs, rpcRttMs: meanRttMs, rpcExecuteMs: meanExecuteMs },
    ...{ rpcCount: count, rpcRetransmissions: retransmissions },
  };
}

const NO_REQUESTS = {
  ...{ count: 0, retransmissions: 0, meanQueueMs: null, meanRttMs: null, meanExecuteMs: null },
};

function connectionOf({
  connection,
}: StorageRun): Pick<Slow, 'tcpRttMs' | 'leastTcpRttMs' | 'tcpRetransmissions' | 'mssBytes'> {
  if (connection === null) {
    return { tcpRttMs: null, leastTcpRttMs: null, tcpRetransmissions: null, mssBytes: null };
  }
  const { rttMs, leastRttMs, retransmissions, mssBytes } = connection;
  return {
    tcpRttMs: rttMs,
    leastTcpRttMs: leastRttMs,
    tcpRetransmissions: retransmissions,
    mssBytes,
  };
}

/** A queue on the way makes the round trips of TCP longer than the path is. */
const QUEUE_FACTOR = 3;
const QUEUE_LEAST_MS = 2;
/** Lost so often, TCP is held back by it (RFC 5681). */
const MOST_LOSS = 0.001;
/** Segments of a tunnel: a jumbo path has eight times as many bytes in each. */
const SMALL_SEGMENT_BYTES = 1400;
const PAYLOAD_BYTES = 1448;

type Evidence = Pick<
  Slow,
  | 'bytes'
  | 'rpcQueueMs'
  | 'rpcRttMs'
  | 'tcpRttMs'
  | 'leastTcpRttMs'
  | 'tcpRetransmissions'
  | 'mssBytes'
>;

/**
 * Tells a slow server from a slow network: where requests wait long while TCP's round trips stay as short as the path,
 * the server thinks; where TCP's own grow, or segments are sent again, the network is full. Where neither is so, and
 * requests wait longer to be sent than for their answers, the client has too few slots or connections.
 */
export function bottleneckOf(seen: Evidence): Bottleneck {
  const { tcpRttMs, mssBytes } = seen;
  if (isLossy(seen) || isQueued(seen)) return 'network';
  if (tcpRttMs === null) return 'unknown';
  if (isSlowlyAnswered(seen, tcpRttMs)) return 'server';
  if (isHeldHere(seen)) return 'client-queue';
  return mssBytes !== null && mssBytes < SMALL_SEGMENT_BYTES ? 'small-segments' : 'unknown';
}

function isSlowlyAnswered({ rpcRttMs }: Evidence, tcpRttMs: number): boolean {
  return rpcRttMs !== null && rpcRttMs > QUEUE_FACTOR * Math.max(tcpRttMs, QUEUE_LEAST_MS);
}

function isHeldHere({ rpcQueueMs, rpcRttMs }: Evidence): boolean {
  return (rpcQueueMs ?? 0) > Math.max(rpcRttMs ?? 0, QUEUE_LEAST_MS);
}

function isLossy({ bytes, tcpRetransmissions, mssBytes }: Evidence): boolean {
  return (tcpRetransmissions ?? 0) > (MOST_LOSS * bytes) / (mssBytes ?? PAYLOAD_BYTES);
}

function isQueued({ tcpRttMs, leastTcpRttMs }: Evidence): boolean {
  if (tcpRttMs === null || leastTcpRttMs === null) return false;
  return tcpRttMs > QUEUE_FACTOR * leastTcpRttMs && tcpRttMs - leastTcpRttMs > QUEUE_LEAST_MS;
}

/** Says how the server answered the NULL call of a version. */
export function wordsOf(services: NfsServices): string {
  const { versions } = services;
  const said = versions.map(({ version, port, outcome }) => {
    const range = outcome.kind === 'program-mismatch' ? ` (${outcome.low} to ${outcome.high})` : '';
    return `version ${version} at port ${port}: ${outcome.kind}${range} after ${Math.round(outcome.afterMs)} ms`;
  });
  return said.join('; ');
}
