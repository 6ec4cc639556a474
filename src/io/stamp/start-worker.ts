import { Worker } from 'node:worker_threads';
import type { WorkerTask } from './messages.ts';

/** The worker's program as one CommonJS text, which the bundle carries along; a checkout has the file. */
declare const EMBEDDED_STAMP_WORKER: string | undefined;

/** Starts a thread that sends or reflects. It never keeps the process alive by itself. */
export function startWorker(task: WorkerTask): Worker {
  const worker =
    typeof EMBEDDED_STAMP_WORKER === 'string'
      ? new Worker(EMBEDDED_STAMP_WORKER, { eval: true, workerData: task })
      : new Worker(new URL('./worker.ts', import.meta.url), { workerData: task });
  worker.unref();
  return worker;
}
