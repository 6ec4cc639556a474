import { type AddressInfo, createServer } from 'node:net';
import { test } from 'tap';
import type { Endpoint } from '#core/endpoint.ts';
import type { DnsQuestion } from '#core/io.ts';
import { serveTcp, serveUdp, type UdpAsked } from '../servers/dns.ts';
import { ask, dns, PATIENT_MS, question, replyTo, SHORT_MS, withOtherId } from './dns-asking.ts';

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
