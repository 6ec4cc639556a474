import { createSocket } from 'node:dgram';
import { isIP } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Endpoint } from '#core/endpoint.ts';
import type { Fragments, ProbeLease } from '#core/path-mtu.ts';
import { confirmedNumber, encodeProbe } from '#lib/mtu-probe.ts';
import { routeMtu } from './route.ts';

/** Enough for loss: where one of a hundred packets is lost, five datagrams of two are all lost once in 10⁸ times. */
const DATAGRAMS = 5;
const SPACING_MS = 20;
const PATIENCE_MS = 1000;

/** RFC 791 §3.1: no packet is longer, whole or in pieces. */
const LARGEST_PACKET_BYTES = 65_535;

/**
 * Sends datagrams that this kernel has to send in pieces, and counts those that the other side confirms. Returns null
 * where the interface takes any datagram in one piece.
 */
export async function sendFragments(
  to: Endpoint,
  lease: ProbeLease,
  signal: AbortSignal,
): Promise<Fragments | null> {
  const { interfaceMtuBytes, learnedMtuBytes } = await routeMtu(to.address, signal);
  const pieceBytes = Math.min(interfaceMtuBytes, learnedMtuBytes ?? Infinity);
  const sizeBytes = pieceBytes * 2 - headroom(pieceBytes);
  if (sizeBytes > LARGEST_PACKET_BYTES) return null;
  const socket = createSocket(isIP(to.address) === 6 ? 'udp6' : 'udp4');
  const arrived = new Set<number>();
  socket.on('error', () => undefined);
  socket.on('message', (answer) => {
    const number = confirmedNumber(answer, lease.answer);
    if (number !== undefined) arrived.add(number);
  });
  try {
    for (let number = 1; number <= DATAGRAMS; number += 1) {
      const datagram = encodeProbe(lease.ask, number, { sizeBytes, address: to.address });
      socket.send(datagram, to.port, to.address, () => undefined);
      await sleep(SPACING_MS, undefined, { signal });
    }
    const until = performance.now() + PATIENCE_MS;
    while (arrived.size === 0 && performance.now() < until) {
      await sleep(SPACING_MS, undefined, { signal });
    }
  } finally {
    socket.close();
  }
  return { sizeBytes, sent: DATAGRAMS, arrived: arrived.size };
}

/** The second piece is a little smaller than the first. */
function headroom(pieceBytes: number): number {
  return Math.round(pieceBytes / 10);
}
