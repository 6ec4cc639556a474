import { Worker } from 'node:worker_threads';
import type { WorkerTask } from './messages.ts';

/** The worker's program as one CommonJS text, which the bundle carries along; a checkout has the file. */
declare const EMBEDDED_STAMP_WORKER: string | undefined;

/** Packets are garbage at once: a small nursery keeps the process small, and its collections short. */
const LIMITS = { maxYoungGenerationSizeMb: 4, maxOldGenerationSizeMb: 128 } as const;

/** Starts a thread that sends or reflects. It never keeps the process alive by itself. */
export function startWorker(task: WorkerTask): Worker {
  const options = { workerData: task, resourceLimits: LIMITS };
  const worker =
    typeof EMBEDDED_STAMP_WORKER === 'string'
      ? new Worker(EMBEDDED_STAMP_WORKER, { eval: true, ...options })
      : new Worker(new URL('./worker.ts', import.meta.url), options);
  worker.unref();
  return worker;
}
