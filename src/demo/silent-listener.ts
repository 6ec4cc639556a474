import { connect, type Socket } from 'node:net';
import { Worker } from 'node:worker_threads';
import type { Endpoint } from '#core/endpoint.ts';
import type { Running } from './listener.ts';

/**
 * Runs in a thread of its own that listens and then falls asleep, so that it never accepts: once the
 * backlog is full, the kernel drops every further SYN, as a firewall would. From a string, so that it
 * starts from a bundle too.
 */
const SLEEPER = `
const { createServer } = require('node:net');
const { parentPort, workerData } = require('node:worker_threads');
const server = createServer();
server.on('error', ({ code, message }) => parentPort.postMessage({ code, message }));
server.listen({ ...workerData.to, backlog: 1 }, () => {
  parentPort.postMessage('listening');
  Atomics.wait(workerData.sleep, 0, 0);
  server.close();
});
`;

/** The backlog holds one more than asked for; a few beyond that find it full. */
const FILLERS = 4;

/** How long a filler may take before the backlog counts as full: on loopback a SYN is answered at once. */
const FULL_AFTER_MS = 200;

/** A port that answers no SYN although somebody listens. Rejects with the system's error if it is taken. */
export async function createSilentListener(to: Endpoint): Promise<Running> {
  const sleep = new Int32Array(new SharedArrayBuffer(4));
  const worker = new Worker(SLEEPER, {
    eval: true,
    workerData: { to: { host: to.address, port: to.port }, sleep },
  });
  await listening(worker, to);
  const fillers = Array.from({ length: FILLERS }, () => fill(to));
  await Promise.race([
    Promise.all(fillers.map(connected)),
    new Promise((resolve) => setTimeout(resolve, FULL_AFTER_MS)),
  ]);
  return {
    close: async () => {
      for (const filler of fillers) filler.destroy();
      const ended = new Promise((resolve) => worker.once('exit', resolve));
      Atomics.store(sleep, 0, 1);
      Atomics.notify(sleep, 0);
      await ended;
    },
  };
}

function listening(worker: Worker, { address, port }: Endpoint): Promise<void> {
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('message', (said: 'listening' | { code: string; message: string }) => {
      if (said === 'listening') resolve();
      else reject(Object.assign(new Error(said.message), { code: said.code, address, port }));
    });
  });
}

function fill({ address, port }: Endpoint): Socket {
  return connect({ host: address, port }).on('error', () => undefined);
}

function connected(socket: Socket): Promise<unknown> {
  return new Promise((resolve) => socket.once('connect', resolve));
}
