import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import type { Endpoint } from '#core/endpoint.ts';
import type { DnsOutcome } from '#core/io.ts';
import { decodeAnswer, type Reply } from '#lib/dns/answer.ts';
import type { Descriptors } from './descriptors.ts';
import { type DnsEnd, type DnsExchange, settle, settleError } from './dns-exchange.ts';

export interface Resending {
  readonly resendMs: number;
  readonly descriptors: Descriptors;
}

/**
 * Asks until an answer comes, each time with a fresh id and port. Earlier tries stay open: a forwarder
 * may take 10 s to say that it got no answer. What answers no question of ours is waited past.
 */
export function exchangeOverUdp(
  { server, timeoutMs, signal, encode }: DnsExchange,
  { resendMs, descriptors }: Resending,
): Promise<DnsOutcome> {
  let sent = 0;
  let strangers = 0;
  const atTimeout = (): DnsEnd =>
    strangers === 0
      ? { kind: 'silence', sent }
      : { kind: 'malformed', why: `${strangers} datagrams that answer another question` };
  return settle({ timeoutMs, signal, atTimeout }, (settlement, over) => {
    const send = (): Promise<void> => {
      sent += 1;
      return sendOnce(server, encode(), over, {
        onReply: (reply) => {
          if (reply.kind === 'foreign') strangers += 1;
          else settlement.conclude(reply);
        },
        onError: (error) => {
          settleError(settlement, error);
        },
      });
    };
    const timer = setInterval(() => {
      // It can only be told that the exchange is over before its turn came.
      descriptors.hold(over, send).catch(() => undefined);
    }, resendMs);
    over.addEventListener('abort', () => {
      clearInterval(timer);
    });
    // The caller holds the first descriptor.
    send().catch(settlement.fail);
  });
}

interface Listener {
  readonly onReply: (reply: Reply) => void;
  readonly onError: (error: NodeJS.ErrnoException) => void;
}

/** Sends one query from a socket of its own; resolves when that is closed. */
function sendOnce(
  { address, port }: Endpoint,
  query: Uint8Array,
  over: AbortSignal,
  { onReply, onError }: Listener,
): Promise<void> {
  const socket = createSocket({ type: isIPv6(address) ? 'udp6' : 'udp4', signal: over });
  socket.on('message', (bytes) => {
    onReply(decodeAnswer(query, bytes));
  });
  socket.on('error', onError);
  socket.once('connect', () => {
    socket.send(query);
  });
  socket.connect(port, address);
  return new Promise((resolve) => {
    socket.once('close', resolve);
  });
}
