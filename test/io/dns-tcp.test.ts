import type { Socket } from 'node:net';
import { test } from 'tap';
import { createReassembler, withLengthPrefix } from '#lib/dns/stream.ts';
import { serveTcp } from '../servers/dns.ts';
import { ask, known, replyTo, SHORT_MS, withOtherId } from './dns-asking.ts';

/** Reads one query, then does something with the connection. */
function afterQuery(act: (socket: Socket, query: Buffer) => void) {
  return (socket: Socket): void => {
    const stream = createReassembler();
    socket.on('data', (piece) => {
      const reassembled = stream.push(piece);
      const [query] = reassembled.kind === 'messages' ? reassembled.messages : [];
      if (query !== undefined) act(socket, Buffer.from(query));
    });
  };
}

function bigReply(query: Buffer): Buffer {
  return Buffer.from(withLengthPrefix(replyTo(query, known, 65_535)));
}

/** Sends one byte at a time, each after the one before has left. */
function trickle(socket: Socket, bytes: Buffer, at = 0): void {
  if (at === bytes.length || socket.destroyed) return;
  socket.write(bytes.subarray(at, at + 1), () => {
    trickle(socket, bytes, at + 1);
  });
}

type TcpRow = {
  readonly server: string;
  readonly behave: (socket: Socket) => void;
  readonly gives: object;
  readonly timeoutMs?: number;
};

const tcp: readonly TcpRow[] = [
  {
    server: 'that answers in full',
    behave: afterQuery((socket, query) => socket.write(bigReply(query))),
    gives: { kind: 'answer', answer: { truncated: false, answerCount: 20 } },
  },
  {
    server: 'that answers byte by byte',
    behave: afterQuery((socket, query) => {
      socket.setNoDelay(true);
      trickle(socket, bigReply(query));
    }),
    gives: { kind: 'answer', answer: { answerCount: 20 } },
  },
  {
    server: 'that closes in the middle of its answer',
    behave: afterQuery((socket, query) => socket.end(bigReply(query).subarray(0, 500))),
    gives: { kind: 'malformed', why: 'the connection was closed after 500 bytes' },
  },
  {
    server: 'that closes without an answer',
    behave: afterQuery((socket) => socket.end()),
    gives: { kind: 'malformed', why: 'the connection was closed after 0 bytes' },
  },
  {
    server: 'that resets the connection',
    behave: afterQuery((socket) => socket.resetAndDestroy()),
    gives: { kind: 'reset' },
  },
  {
    server: 'that stops in the middle of its answer',
    behave: afterQuery((socket, query) => socket.write(bigReply(query).subarray(0, 500))),
    gives: { kind: 'malformed', why: 'the connection stalled after 500 bytes' },
    timeoutMs: SHORT_MS,
  },
  {
    server: 'that says nothing',
    behave: () => undefined,
    gives: { kind: 'silence', sent: 1 },
    timeoutMs: SHORT_MS,
  },
  {
    server: 'that answers another question',
    behave: afterQuery((socket, query) =>
      socket.write(withLengthPrefix(withOtherId(replyTo(query)))),
    ),
    gives: { kind: 'malformed', why: 'another id' },
  },
  {
    server: 'that speaks something else',
    behave: afterQuery((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')),
    gives: { kind: 'malformed' },
  },
];
for (const { server, behave, gives, timeoutMs } of tcp) {
  test(`a TCP server ${server} is told as it is`, async (t) => {
    const endpoint = await serveTcp(t, behave);
    t.match(await ask(endpoint, { transport: 'tcp', type: 'TXT' }, timeoutMs), gives);
  });
}
