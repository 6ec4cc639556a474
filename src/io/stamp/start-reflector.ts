import { randomBytes } from 'node:crypto';
import type { ReflectorCounts } from '#core/stream.ts';
import { readClockState } from '../clock-state.ts';
import type { WorkerReport } from './messages.ts';
import { startWorker } from './start-worker.ts';

const COUNTS_WITHIN_MS = 2000;
const CLOCK_WITHIN_MS = 2000;

export interface ReflectorPlace {
  readonly address: string;
  /** 0 for any. */
  readonly port: number;
  /** CIDRs; nobody else is answered. */
  readonly callers: readonly string[];
  /** Who has it is answered; without one, all of the callers are, as routers do it. */
  readonly key?: Uint8Array;
}

export interface Reflector {
  readonly port: number;
  readonly ssid: number;
  readonly counts: () => Promise<ReflectorCounts | undefined>;
  readonly close: () => Promise<void>;
}

/** Starts a reflector in a thread of its own. Rejects with the system's error code. */
export async function startReflector(place: ReflectorPlace): Promise<Reflector> {
  const ssid = randomBytes(2).readUInt16BE(0);
  const clock = await readClockState(AbortSignal.timeout(CLOCK_WITHIN_MS));
  const worker = startWorker({ role: 'reflector', ...place, clock, ssid });
  const close = async (): Promise<void> => {
    await worker.terminate();
  };
  const port = await new Promise<number>((resolve, reject) => {
    worker.once('error', reject);
    worker.on('message', (report: WorkerReport) => {
      if (report.report === 'listening') resolve(report.port);
      if (report.report === 'failed') reject(Object.assign(new Error(report.code), report));
    });
  }).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  worker.on('error', () => undefined);
  return {
    port,
    ssid,
    close,
    counts: () =>
      new Promise((resolve) => {
        const onReport = (report: WorkerReport): void => {
          if (report.report !== 'counts') return;
          const { received, sent, drops } = report;
          end({ received, sent, drops });
        };
        const end = (counts?: ReflectorCounts): void => {
          clearTimeout(timer);
          worker.off('message', onReport);
          resolve(counts);
        };
        const timer = setTimeout(end, COUNTS_WITHIN_MS);
        worker.on('message', onReport);
        worker.postMessage({ order: 'count' });
      }),
  };
}
