import { type AddressInfo, createServer, type Socket } from 'node:net';
import { test } from 'tap';
import type { Endpoint } from '#core/endpoint.ts';
import type { DnsQuestion } from '#core/io.ts';
import { decodeQuery, type Query } from '#lib/dns/query.ts';
import { encodeReply, type Saying } from '#lib/dns/reply.ts';
import { createReassembler, withLengthPrefix } from '#lib/dns/stream.ts';
import { createDescriptors } from '../../src/io/descriptors.ts';
import { createDns } from '../../src/io/dns.ts';
import { serveTcp, serveUdp, type UdpAsked } from '../servers/dns.ts';

const known: Saying = {
  kind: 'records',
  records: { A: ['10.20.1.10'], TXT: Array.from({ length: 20 }, () => 'x'.repeat(200)) },
};

/** A patient asker that sends again every 10 ms. */
const dns = createDns(createDescriptors(64), { resendMs: 10 });
const never = new AbortController().signal;
const PATIENT_MS = 20_000;
const SHORT_MS = 60;

function question(parts: Partial<DnsQuestion> = {}): DnsQuestion {
  return { name: 'api.example.com', type: 'A', transport: 'udp', udpPayloadBytes: 1232, ...parts };
}

function ask(server: Endpoint, parts: Partial<DnsQuestion> = {}, timeoutMs = PATIENT_MS) {
  return dns.ask(server, question(parts), { timeoutMs }, never);
}

function replyTo(query: Buffer, saying: Saying = known, mostBytes = 1232): Uint8Array {
  return encodeReply(decodeQuery(query) as Query, saying, mostBytes);
}

function withOtherId(message: Uint8Array): Uint8Array {
  return message.map((byte, index) => (index === 0 ? byte ^ 0xff : byte));
}

function withOtherName(message: Uint8Array): Uint8Array {
  return message.map((byte, index) => (index === 13 ? byte ^ 1 : byte));
}

type UdpRow = {
  readonly server: string;
  readonly behave: (asked: UdpAsked) => void;
  readonly gives: object;
  readonly parts?: Partial<DnsQuestion>;
};

const udp: readonly UdpRow[] = [
  {
    server: 'that answers',
    behave: ({ bytes, send }) => {
      send(replyTo(bytes));
    },
    gives: { kind: 'answer', answer: { addresses: ['10.20.1.10'] } },
  },
  {
    server: 'that refuses',
    behave: ({ bytes, send }) => {
      send(replyTo(bytes, { kind: 'refused' }));
    },
    gives: { kind: 'answer', answer: { rcode: 'REFUSED' } },
  },
  {
    server: 'that truncates',
    behave: ({ bytes, send }) => {
      send(replyTo(bytes));
    },
    gives: { kind: 'answer', answer: { truncated: true } },
    parts: { type: 'TXT' },
  },
  {
    server: 'that loses the first two questions',
    behave: ({ bytes, count, send }) => {
      if (count > 2) send(replyTo(bytes));
    },
    gives: { kind: 'answer' },
  },
  {
    server: 'whose answer comes after others with a wrong id and a wrong question',
    behave: ({ bytes, send }) => {
      const right = replyTo(bytes);
      [withOtherId(right), Buffer.from('garbage'), withOtherName(right), right].forEach(send);
    },
    gives: { kind: 'answer', answer: { addresses: ['10.20.1.10'] } },
  },
  {
    server: 'whose answer is cut',
    behave: ({ bytes, send }) => {
      send(replyTo(bytes).subarray(0, 50));
    },
    gives: { kind: 'malformed', why: 'a record that ends beyond the message' },
  },
];
for (const { server, behave, gives, parts } of udp) {
  test(`a UDP server ${server} is told as it is`, async (t) => {
    t.match(await ask(await serveUdp(t, behave), parts), gives);
  });
}

test('a silent UDP server is asked again with a fresh id from a fresh port', async (t) => {
  const server = await serveUdp(t, () => undefined);
  const outcome = await ask(server, {}, SHORT_MS);
  t.ok(outcome.kind === 'silence' && outcome.sent > 1);
  t.equal(new Set(server.ports).size, server.ports.length);
  t.ok(new Set(server.ids).size > 1);
});

test('the late answer to an earlier try counts', async (t) => {
  let first: UdpAsked | undefined;
  const server = await serveUdp(t, (asked) => {
    first ??= asked;
    if (asked.count === 3) first.send(replyTo(first.bytes));
  });
  t.match(await ask(server), { kind: 'answer' });
});

test('datagrams that answer nothing of ours are counted when time is up', async (t) => {
  const server = await serveUdp(t, ({ bytes, send }) => {
    send(withOtherId(replyTo(bytes)));
  });
  t.match(await ask(server, {}, SHORT_MS), {
    kind: 'malformed',
    why: /^\d+ datagrams that answer another question$/,
  });
});

/** A port of loopback where nothing listens any more. */
async function closedPort(): Promise<Endpoint> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise<unknown>((resolve) => {
    server.close(resolve);
  });
  return { address: '127.0.0.1', port };
}

for (const transport of ['udp', 'tcp'] as const) {
  test(`a closed ${transport} port is refused`, async (t) => {
    t.match(await ask(await closedPort(), { transport }), { kind: 'refused' });
  });

  test(`an abort ends a ${transport} question with its reason`, async (t) => {
    const server = transport === 'udp' ? await serveUdp(t, quit) : await serveTcp(t, quit);
    const reason = new Error('enough');
    const abort = new AbortController();
    function quit(): void {
      abort.abort(reason);
    }
    const asked = dns.ask(server, question({ transport }), { timeoutMs: PATIENT_MS }, abort.signal);
    await t.rejects(asked, reason);
    const again = dns.ask(server, question({ transport }), { timeoutMs: 1 }, abort.signal);
    await t.rejects(again, reason);
  });

  test(`a name that no server can be asked for over ${transport} names itself`, async (t) => {
    const asked = ask({ address: '127.0.0.1', port: 9 }, { transport, name: 'a..b' });
    await t.rejects(asked, { name: 'CannotMeasure', message: /"a\.\.b" has the label ""/ });
  });
}

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
