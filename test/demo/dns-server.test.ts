import { createSocket } from 'node:dgram';
import { type AddressInfo, connect, createServer } from 'node:net';
import { type Test, test } from 'tap';
import type { DnsQuestion } from '#core/io.ts';
import { createDnsServer, type DnsServerMode } from '../../src/demo/dns-server.ts';
import { createDescriptors } from '../../src/io/descriptors.ts';
import { createDns } from '../../src/io/dns.ts';

const ADDRESS = '127.20.9.53';

const zone = {
  'api.example.com': { A: ['10.20.1.10', '10.20.2.10'] },
  'big.example.com': { TXT: Array.from({ length: 12 }, () => 'x'.repeat(200)) },
};

/** A port of this address that is free for UDP and TCP alike, as long as nobody is faster. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, ADDRESS, resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise<unknown>((resolve) => {
    server.close(resolve);
  });
  return port;
}

async function start(t: Test, mode: DnsServerMode) {
  const endpoint = { address: ADDRESS, port: await freePort() };
  const server = await createDnsServer({ ...endpoint, zone, mode });
  t.teardown(() => server.close().catch(() => undefined));
  return { endpoint, server };
}

const dns = createDns(createDescriptors(16));
const never = new AbortController().signal;

const rows = [
  {
    name: 'API.example.com',
    type: 'A',
    udp: 1232,
    mode: 'answers',
    gives: { rcode: 'NOERROR', addresses: zone['api.example.com'].A },
  },
  {
    name: 'api.example.com',
    type: 'AAAA',
    udp: 1232,
    mode: 'answers',
    gives: { rcode: 'NOERROR', answerCount: 0 },
  },
  { name: 'big.example.com', type: 'TXT', udp: 1232, mode: 'answers', gives: { truncated: true } },
  {
    name: 'big.example.com',
    type: 'TXT',
    udp: 4096,
    mode: 'answers',
    gives: { truncated: false, answerCount: 12 },
  },
  { name: 'constructor', type: 'A', udp: 1232, mode: 'answers', gives: { rcode: 'NXDOMAIN' } },
  {
    name: '.',
    type: 'SOA',
    udp: 1232,
    mode: 'answers',
    gives: { rcode: 'NOERROR', answerCount: 1 },
  },
  { name: 'api.example.com', type: 'A', udp: 1232, mode: 'refuses', gives: { rcode: 'REFUSED' } },
] as const;
for (const { name, type, udp, mode, gives } of rows) {
  test(`a server that ${mode} is asked for ${name} ${type} within ${udp} bytes`, async (t) => {
    const { endpoint } = await start(t, mode);
    const question: DnsQuestion = { name, type, transport: 'udp', udpPayloadBytes: udp };
    const overUdp = await dns.ask(endpoint, question, { timeoutMs: 20_000 }, never);
    t.match(overUdp, { kind: 'answer', answer: gives });
    const overTcp = await dns.ask(
      endpoint,
      { ...question, transport: 'tcp' },
      { timeoutMs: 20_000 },
      never,
    );
    t.match(overTcp, { kind: 'answer', answer: { ...gives, truncated: false } });
  });
}

test('a dead server listens nowhere', async (t) => {
  const { endpoint } = await start(t, 'dead');
  for (const transport of ['udp', 'tcp'] as const) {
    const question = {
      name: 'api.example.com',
      type: 'A',
      transport,
      udpPayloadBytes: 1232,
    } as const;
    t.match(await dns.ask(endpoint, question, { timeoutMs: 20_000 }, never), { kind: 'refused' });
  }
});

test('an address that is taken is an error with nothing left open', async (t) => {
  const { endpoint } = await start(t, 'answers');
  await t.rejects(createDnsServer({ ...endpoint, zone, mode: 'answers' }), { code: 'EADDRINUSE' });
});

test('a taken UDP port gives its TCP port back', async (t) => {
  const port = await freePort();
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => {
    socket.bind(port, ADDRESS, resolve);
  });
  await t.rejects(createDnsServer({ address: ADDRESS, port, zone, mode: 'answers' }), {
    code: 'EADDRINUSE',
  });
  socket.close();
  const server = await createDnsServer({ address: ADDRESS, port, zone, mode: 'answers' });
  await server.close();
});

test('a message beyond 16 KiB ends its connection', async (t) => {
  const { endpoint } = await start(t, 'answers');
  const socket = connect({ host: endpoint.address, port: endpoint.port });
  socket.write(Buffer.of(0xff, 0xff, 0));
  await new Promise((resolve) => {
    socket.once('close', resolve);
  });
  t.ok(socket.destroyed);
});

test('garbage is not answered, and closing does not wait for idle connections', async (t) => {
  const { endpoint, server } = await start(t, 'answers');
  const socket = connect({ host: endpoint.address, port: endpoint.port });
  socket.on('error', () => undefined);
  await new Promise((resolve) => {
    socket.once('connect', resolve);
  });
  socket.write(Buffer.of(0, 2, 1, 1));
  const datagrams = createSocket('udp4');
  datagrams.send(Buffer.from('garbage'), endpoint.port, endpoint.address, () => datagrams.close());
  const question = { name: '.', type: 'SOA', transport: 'udp', udpPayloadBytes: 1232 } as const;
  t.match(await dns.ask(endpoint, question, { timeoutMs: 20_000 }, never), { kind: 'answer' });
  await server.close();
  t.teardown(() => socket.destroy());
});
