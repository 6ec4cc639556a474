import { randomBytes } from 'node:crypto';
import type { ReflectorCounts } from '#core/stream.ts';
import type { WorkerReport } from './messages.ts';
import { startWorker } from './start-worker.ts';

const KEY_BYTES = 32;
const COUNTS_WITHIN_MS = 2000;

export interface ReflectorPlace {
  readonly address: string;
  /** 0 for any. */
  readonly port: number;
  readonly caller: string;
}

export interface Reflector {
  readonly port: number;
  readonly key: Uint8Array;
  readonly ssid: number;
  readonly counts: () => Promise<ReflectorCounts | undefined>;
  readonly close: () => Promise<void>;
}

/** Starts a reflector in a thread of its own, with a key of its own. Rejects with the system's error code. */
export async function startReflector(place: ReflectorPlace): Promise<Reflector> {
  const key = randomBytes(KEY_BYTES);
  const ssid = randomBytes(2).readUInt16BE(0);
  const worker = startWorker({ role: 'reflector', ...place, key, ssid });
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
    key,
    ssid,
    close,
    counts: () =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, COUNTS_WITHIN_MS, undefined);
        worker.on('message', (report: WorkerReport) => {
          if (report.report !== 'counts') return;
          clearTimeout(timer);
          const { received, sent, drops } = report;
          resolve({ received, sent, drops });
        });
        worker.postMessage({ order: 'count' });
      }),
  };
}
