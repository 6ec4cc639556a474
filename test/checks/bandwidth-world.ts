import type { Iperf3Failed, Iperf3Interval, Iperf3Measured } from '#core/iperf3.ts';
import type { BandwidthTarget } from '../../checks/bandwidth/target.ts';

export const TARGET: BandwidthTarget = {
  way: 'to-aws',
  server: { kind: 'named', address: '10.20.3.10', port: 5201 },
  bounds: { pass: 10e9, fail: 5e9 },
  measure: 'line-rate',
  attachment: 'direct-connect-private',
  ...{ boughtBps: 10e9, protocol: 'tcp', streams: 10, windowBytes: null },
  ...{ leastSeconds: 2, mostSeconds: 14, mostBytes: null, confidence: 0.95, credentials: null },
};

export interface Link {
  readonly bps: number;
  /** How far neighbouring intervals lie from the mean. */
  readonly spread?: number;
  readonly seconds?: number;
  readonly cpu?: number;
  readonly askedBytes?: number | null;
  readonly version?: string;
  readonly retransmits?: number;
  readonly mssBytes?: number;
  readonly rttMs?: number;
}

/** A run over an imaginary link; both directions carry the same. */
export function runOver({
  bps,
  spread = 0.01,
  seconds = 2,
  cpu = 30,
  askedBytes = null,
  version = '3.12',
  retransmits = 0,
  mssBytes = 1448,
  rttMs = 5,
}: Link): Iperf3Measured {
  const intervals = Array.from({ length: seconds * 10 }, (_, index): Iperf3Interval => {
    const wave = index % 10 < 5 ? 1 + spread : 1 - spread;
    return {
      ...{ startS: index / 10, seconds: 0.1, bps: bps * wave, retransmits: 0 },
      ...{ rttMs, cwndBytes: 1e6, isOmitted: false },
    };
  });
  const bytes = (bps * seconds) / 8;
  const flow = {
    ...{ goodputBps: bps, sentBytes: bytes * 1.001, receivedBytes: bytes, retransmits },
    ...{ lostPackets: null, packets: null, jitterMs: null, intervals },
    ...{ meanRttMs: rttMs * 2, leastRttMs: rttMs, pmtuBytes: 1500 },
  };
  return {
    ...{ kind: 'measured', version, protocol: 'tcp', streams: 10, seconds },
    flows: { up: flow, down: flow },
    mssBytes,
    window: { askedBytes, senderBytes: askedBytes, receiverBytes: askedBytes },
    cpu: { localPercent: cpu, remotePercent: cpu },
    congestion: 'cubic',
  };
}

export function failedRun(reason: Iperf3Failed['reason']): Iperf3Failed {
  return { kind: 'failed', reason, message: `it said ${reason}.`, remedy: 'Mend it.', shown: {} };
}
