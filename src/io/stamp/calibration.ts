import { randomBytes } from 'node:crypto';
import type { Calibration } from '#core/stream.ts';
import { UNKEPT } from '#lib/stamp/clock-state.ts';
import { valueAtRank } from '#lib/statistics/histogram.ts';
import { once } from '../once.ts';
import type { WorkerReport } from './messages.ts';
import { startReflector } from './start-reflector.ts';
import { startWorker } from './start-worker.ts';

const LOOPBACK = '127.0.0.1';
const PACKETS = 200;
const RATE_PPS = 2000;
const MOST_MS = 2000;
const T_MAX_MS = 500;

/** The share of all measurements that the error bound covers (RFC 7679 §3.7.3). */
const COVERED = 0.95;

/**
 * Returns a function that measures this host against itself, over loopback, once: what two threads and the kernel add
 * to every round trip.
 */
export function createCalibration(): (signal: AbortSignal) => Promise<Calibration> {
  return once(calibrate);
}

async function calibrate(signal: AbortSignal): Promise<Calibration> {
  const key = randomBytes(32);
  const callers = [`${LOOPBACK}/32`];
  const reflector = await startReflector({ address: LOOPBACK, port: 0, callers, key });
  const worker = startWorker({
    role: 'sender',
    isKnownPath: true,
    clock: UNKEPT,
    from: LOOPBACK,
    address: LOOPBACK,
    port: reflector.port,
    key,
    ssid: reflector.ssid,
    topRatePps: RATE_PPS,
    mostPackets: PACKETS,
    mostMs: MOST_MS,
    tMaxMs: T_MAX_MS,
  });
  try {
    return await new Promise<Calibration>((resolve, reject) => {
      signal.addEventListener('abort', () => {
        reject(signal.reason as Error);
      });
      worker.once('error', reject);
      worker.on('message', (report: WorkerReport) => {
        if (report.report === 'sent') worker.postMessage({ order: 'finish', received: 0, sent: 0 });
        if (report.report === 'done') resolve(calibrationOf(report));
      });
    });
  } finally {
    await Promise.all([worker.terminate(), reflector.close()]);
  }
}

function calibrationOf({ sample }: Extract<WorkerReport, { report: 'done' }>): Calibration {
  const { rttMs } = sample;
  const medianMs = valueAtRank(rttMs, Math.ceil(rttMs.count / 2));
  const mostMs = valueAtRank(rttMs, Math.ceil(rttMs.count * COVERED));
  return rttMs.count === 0 ? { medianMs: 0, errorMs: 0 } : { medianMs, errorMs: mostMs - medianMs };
}
