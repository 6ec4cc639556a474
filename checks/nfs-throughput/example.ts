import { PLACE, type Slow } from './facts.ts';

/** Eighty megabits, with a queue in the network. */
export const SLOW: Slow = {
  ...PLACE,
  direction: 'write',
  rate: { meanBps: 78e6, low: 76e6, high: 80e6, blocks: 12 },
  ...{ bytes: 20_971_520, seconds: 2.1, bounds: { pass: 5e9, fail: 2.5e9 } },
  ...{ boundsFrom: 'baseline', confidence: 0.95, bottleneck: 'network' },
  ...{ rpcQueueMs: 4, rpcRttMs: 410, rpcExecuteMs: 414, rpcCount: 20, rpcRetransmissions: 0 },
  backlog: 0,
  ...{ tcpRttMs: 52, leastTcpRttMs: 0.8, tcpRetransmissions: 12, mssBytes: 8948 },
};
