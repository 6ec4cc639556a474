import { BlockList, isIPv6 } from 'node:net';
import type { MessagePort } from 'node:worker_threads';
import { createAllowance } from '#lib/stamp/allowance.ts';
import { codecFor } from '#lib/stamp/codec-for.ts';
import { createSessions } from '#lib/stamp/sessions.ts';
import type { ReflectorTask, WorkerOrder, WorkerReport } from './messages.ts';
import { kernelDrops, openSocket } from './socket.ts';

/** A stateful Session-Reflector (RFC 8762 §4.3): answers its callers, and with a key only who holds it, packet for packet. */
export function reflect(task: ReflectorTask, port: MessagePort): void {
  const { address, key, ssid, clock } = task;
  const codec = codecFor(key);
  const isCaller = createGuestList(task.callers);
  const socket = openSocket(address);
  const allowance = createAllowance();
  let beatMs = now();
  const sessions = createSessions();
  const tell = (report: WorkerReport): void => {
    port.postMessage(report);
  };
  socket.on('message', (bytes, from) => {
    const receivedMs = now();
    if (!isCaller(from.address) || !allowance.take(receivedMs)) return;
    const packet = codec.readSender(bytes);
    if (packet === undefined || (key !== undefined && packet.ssid !== ssid)) return;
    const session = sessions.of(`${from.address} ${from.port} ${packet.ssid}`, receivedMs);
    if (session === undefined) return;
    session.received += 1;
    const reflection = {
      sequence: session.sent,
      receivedMs,
      answeredMs: now(),
      isSynchronised: clock.isSynchronised,
      errorMs: clock.errorMs + (receivedMs - beatMs),
      received: session.received,
      sent: session.sent + 1,
    };
    socket.send(codec.reflect(bytes, reflection), from.port, from.address);
    session.sent += 1;
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
    const drops = kernelDrops(socket.address().port) + allowance.refused();
    tell({ report: 'counts', ...sessions.total(), drops });
  });
}

function createGuestList(callers: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const caller of callers) {
    const [network = '', prefixLength = ''] = caller.split('/');
    list.addSubnet(network, Number(prefixLength), isIPv6(network) ? 'ipv6' : 'ipv4');
  }
  return (address) => list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

function now(): number {
  return performance.timeOrigin + performance.now();
}
