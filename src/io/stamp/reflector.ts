import type { MessagePort } from 'node:worker_threads';
import { PACKET_BYTES, readSenderPacket, writeReflectorPacket } from '#lib/stamp/packet.ts';
import type { ReflectorTask, WorkerOrder, WorkerReport } from './messages.ts';
import { kernelDrops, openSocket } from './socket.ts';

/** More than any sender of ours asks for; beyond it nobody is answered. */
const MOST_PER_SECOND = 20_000;

/** A stateful Session-Reflector (RFC 8762 §4.3): answers one caller that holds the key, packet for packet. */
export function reflect(task: ReflectorTask, port: MessagePort): void {
  const { address, key, ssid, caller } = task;
  const socket = openSocket(address);
  const answer = Buffer.alloc(PACKET_BYTES);
  const allowance = createAllowance();
  let beatMs = now();
  let received = 0;
  let sent = 0;
  const tell = (report: WorkerReport): void => {
    port.postMessage(report);
  };
  socket.on('message', (bytes, from) => {
    const receivedMs = now();
    if (from.address !== caller || !allowance(receivedMs)) return;
    const packet = readSenderPacket(bytes, key);
    if (packet?.ssid !== ssid) return;
    received += 1;
    const reflection = {
      sequence: sent,
      receivedMs,
      answeredMs: now(),
      isSynchronised: false,
      errorMs: receivedMs - beatMs,
      received,
      sent: sent + 1,
    };
    writeReflectorPacket(answer, bytes, reflection, key);
    // A copy: the datagram leaves after this function has returned, and the next would overwrite it.
    socket.send(Buffer.from(answer), from.port, from.address);
    sent += 1;
  });
  // While this beats, packets are read as they come.
  setInterval(() => {
    beatMs = now();
  }, 1);
  socket.on('error', (error: NodeJS.ErrnoException) => {
    tell({ report: 'failed', code: error.code ?? 'unknown' });
  });
  socket.bind(task.port, address, () => {
    tell({ report: 'listening', port: socket.address().port });
  });
  port.on('message', ({ order }: WorkerOrder) => {
    if (order !== 'count') return;
    tell({ report: 'counts', received, sent, drops: kernelDrops(socket.address().port) });
  });
}

function createAllowance(): (atMs: number) => boolean {
  let windowMs = 0;
  let used = 0;
  return (atMs) => {
    if (atMs - windowMs >= 1000) {
      windowMs = atMs;
      used = 0;
    }
    used += 1;
    return used <= MOST_PER_SECOND;
  };
}

function now(): number {
  return performance.timeOrigin + performance.now();
}
