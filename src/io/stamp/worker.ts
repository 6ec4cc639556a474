import { parentPort, workerData } from 'node:worker_threads';
import type { WorkerTask } from './messages.ts';
import { reflect } from './reflector.ts';
import { Sender } from './sender.ts';

// Its own thread: what holds up the main one must not look like delay or loss.
if (parentPort !== null) {
  const task = workerData as WorkerTask; // ours: it was started with one
  if (task.role === 'reflector') reflect(task, parentPort);
  else new Sender(task, parentPort).start();
}
