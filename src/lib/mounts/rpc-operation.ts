import { countersIn } from './counters.ts';

/** What the client counted for one NFS operation since the mount (struct rpc_iostats, include/linux/sunrpc/metrics.h). */
export type RpcOperation = {
  /** `READ`, `WRITE`, `COMMIT` and so on. */
  readonly name: string;
  readonly operations: number;
  /** At least one each; what is above that was sent again. */
  readonly transmissions: number;
  /** Major timeouts: `retrans` tries were in vain. */
  readonly timeouts: number;
  readonly sentBytes: number;
  readonly receivedBytes: number;
  /** Sums over all operations: waiting to be sent, from sending to the answer, from the start to the end. */
  readonly queueMs: number;
  readonly rttMs: number;
  readonly executeMs: number;
  /** Operations that ended with an error; null before Linux 5.3 (iostats 1.0), which does not count them. */
  readonly errors: number | null;
};

/** `READ`, and the numbers of procedures that have no name: `10: 0 0 …`. */
const LINE = /^\s*([A-Z0-9_]{1,40}):\s+(\d[\d\s]{0,400})$/;

/** Returns what a line `WRITE: 40 40 0 20979040 4480 5 23 29 0` says: nine numbers, eight before iostats 1.1. */
export function operationOf(line: string): RpcOperation | null {
  const [, name, numbers] = LINE.exec(line) ?? [];
  const counters = numbers === undefined ? null : countersIn(numbers);
  if (name === undefined || counters === null || counters.length < 8) return null;
  const at = (place: number): number => counters[place] ?? 0;
  return {
    name,
    operations: at(0),
    transmissions: at(1),
    timeouts: at(2),
    sentBytes: at(3),
    receivedBytes: at(4),
    queueMs: at(5),
    rttMs: at(6),
    executeMs: at(7),
    errors: counters[8] ?? null,
  };
}
