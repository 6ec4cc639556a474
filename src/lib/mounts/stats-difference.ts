import type { MountStats } from './mount-stats.ts';
import type { RpcOperation } from './rpc-operation.ts';
import type { RpcTransport } from './rpc-transport.ts';

/** What happened on a mount between two looks. */
export type StatsDifference = {
  readonly kind: 'difference';
  readonly seconds: number | null;
  /** Those that were called, in the order of the kernel. */
  readonly operations: readonly OperationDifference[];
  /** All connections together; null where the kernel told of none, or of other ones than before. */
  readonly transport: TransportDifference | null;
  /** How often the server asked to come again later; null where the kernel does not tell. */
  readonly delays: number | null;
};

/** The two looks are not of the same mount, or its numbers began anew. */
export type NoDifference = { readonly kind: 'not-comparable'; readonly why: string };

export type OperationDifference = {
  readonly name: string;
  readonly count: number;
  /** Transmissions beyond the first of each operation. */
  readonly retransmissions: number;
  /** Major timeouts. */
  readonly timeouts: number;
  readonly sentBytes: number;
  readonly receivedBytes: number;
  /** Per operation: waiting to be sent, from sending to the answer, and all of it; null where none ended. */
  readonly meanQueueMs: number | null;
  readonly meanRttMs: number | null;
  readonly meanExecuteMs: number | null;
  /** null before Linux 5.3. */
  readonly errors: number | null;
};

export type TransportDifference = {
  readonly protocol: string;
  readonly connections: number;
  /** Of the connections; null for udp. More than none in mid-transfer: it was cut. */
  readonly connects: number | null;
  readonly sends: number;
  readonly receives: number;
  readonly badXids: number;
  /** Requests that waited for a slot, seen at each send; null where nothing was sent. */
  readonly meanBacklog: number | null;
};

/**
 * Returns what happened between two looks at one mount, as mountstats(8) of nfs-utils computes it. Times have the
 * kernel's resolution: whole milliseconds an operation, cut off, so that a mean is low by up to one.
 */
export function difference(before: MountStats, after: MountStats): StatsDifference | NoDifference {
  if (before.source !== after.source || before.path !== after.path) {
    return notComparable('another file system is mounted there now');
  }
  if (hasBegunAnew(before, after)) return notComparable('it was mounted anew in between');
  const former = new Map(before.operations.map((operation) => [operation.name, operation]));
  return {
    kind: 'difference',
    seconds: minus(after.ageSeconds, before.ageSeconds),
    operations: after.operations
      .map((operation) => operationDifference(former.get(operation.name), operation))
      .filter(isUsed),
    transport: transportDifference(before.transports, after.transports),
    delays: minus(after.events?.delays ?? null, before.events?.delays ?? null),
  };
}

function notComparable(why: string): NoDifference {
  return { kind: 'not-comparable', why };
}

/** Counters only grow as long as the mount lives. */
function hasBegunAnew(before: MountStats, after: MountStats): boolean {
  const { ageSeconds } = before;
  if (ageSeconds !== null && after.ageSeconds !== null && after.ageSeconds < ageSeconds)
    return true;
  const now = new Map(after.operations.map((operation) => [operation.name, operation]));
  return before.operations.some(({ name, operations, transmissions }) => {
    const later = now.get(name);
    if (later === undefined) return operations > 0;
    return later.operations < operations || later.transmissions < transmissions;
  });
}

function operationDifference(
  before: RpcOperation | undefined,
  after: RpcOperation,
): OperationDifference {
  const grown = (key: Exclude<keyof RpcOperation, 'name' | 'errors'>): number =>
    Math.max(0, after[key] - (before?.[key] ?? 0));
  const count = grown('operations');
  const mean = (sum: number): number | null => (count === 0 ? null : sum / count);
  return {
    name: after.name,
    count,
    retransmissions: Math.max(0, grown('transmissions') - count),
    timeouts: grown('timeouts'),
    sentBytes: grown('sentBytes'),
    receivedBytes: grown('receivedBytes'),
    meanQueueMs: mean(grown('queueMs')),
    meanRttMs: mean(grown('rttMs')),
    meanExecuteMs: mean(grown('executeMs')),
    errors: minus(after.errors, before === undefined ? 0 : before.errors),
  };
}

/** One that is still under way may have been sent again, and timed out, without having ended. */
function isUsed({ count, retransmissions, timeouts }: OperationDifference): boolean {
  return count > 0 || retransmissions > 0 || timeouts > 0;
}

function transportDifference(
  before: readonly RpcTransport[],
  after: readonly RpcTransport[],
): TransportDifference | null {
  const [first] = after;
  if (first === undefined || before.length > after.length) return null;
  const isOther = before.some(({ protocol, sends }, index) => {
    const later = after[index];
    return later?.protocol !== protocol || later.sends < sends;
  });
  if (isOther) return null;
  const grown = (key: 'sends' | 'receives' | 'badXids' | 'backlog'): number =>
    Math.max(0, total(after, key) - total(before, key));
  const sends = grown('sends');
  const { protocol, connects } = first;
  return {
    protocol,
    connections: after.length,
    connects:
      connects === null ? null : Math.max(0, total(after, 'connects') - total(before, 'connects')),
    sends,
    receives: grown('receives'),
    badXids: grown('badXids'),
    meanBacklog: sends === 0 ? null : grown('backlog') / sends,
  };
}

function total(
  transports: readonly RpcTransport[],
  key: 'connects' | 'sends' | 'receives' | 'badXids' | 'backlog',
): number {
  return transports.reduce((sum, transport) => sum + (transport[key] ?? 0), 0);
}

function minus(after: number | null, before: number | null): number | null {
  return after === null || before === null ? null : Math.max(0, after - before);
}
