import { connect } from 'node:net';
import type { DnsOutcome } from '#core/io.ts';
import { decodeAnswer } from '#lib/dns/answer.ts';
import { createReassembler, type Reassembler, withLengthPrefix } from '#lib/dns/stream.ts';
import { type DnsEnd, type DnsExchange, settle, settleError } from './dns-exchange.ts';

/** Asks once, on a connection of its own, and reads one answer of at most 64 KiB. */
export function exchangeOverTcp({
  server,
  timeoutMs,
  signal,
  encode,
}: DnsExchange): Promise<DnsOutcome> {
  const query = encode();
  const stream = createReassembler();
  const atTimeout = (): DnsEnd =>
    stream.pendingBytes === 0 ? { kind: 'silence', sent: 1 } : incomplete('stalled', stream);
  return settle({ timeoutMs, signal, atTimeout }, (settlement, over) => {
    const socket = connect({ host: server.address, port: server.port });
    over.addEventListener('abort', () => {
      socket.destroy();
    });
    socket.once('connect', () => {
      socket.write(withLengthPrefix(query));
    });
    socket.on('data', (piece) => {
      const end = endOf(query, stream, piece);
      if (end !== undefined) settlement.conclude(end);
    });
    socket.on('error', (error) => {
      settleError(settlement, error);
    });
    socket.once('close', () => {
      settlement.conclude(incomplete('was closed', stream));
    });
  });
}

function endOf(query: Uint8Array, stream: Reassembler, piece: Buffer): DnsEnd | undefined {
  const reassembled = stream.push(piece);
  const [message] = reassembled.kind === 'messages' ? reassembled.messages : [];
  if (message === undefined) return undefined;
  const reply = decodeAnswer(query, message);
  return reply.kind === 'foreign' ? { kind: 'malformed', why: reply.why } : reply;
}

function incomplete(how: string, { pendingBytes }: Reassembler): DnsEnd {
  return { kind: 'malformed', why: `the connection ${how} after ${pendingBytes} bytes` };
}
