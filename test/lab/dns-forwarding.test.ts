import { createSocket } from 'node:dgram';
import { type AddressInfo, createServer } from 'node:net';
import { type Test, test } from 'tap';
import type { Host } from '#core/io.ts';
import { createDescriptors } from '../../src/io/descriptors.ts';
import { createDns } from '../../src/io/dns.ts';
import { type Codes, codesOf } from '../checks/dns-forwarding-codes.ts';
import { fakeIo } from '../fakes/io.ts';
import { siteWith } from '../fakes/site.ts';
import { hasBind, startBind } from './bind.ts';

const API = '0a1b.gr7.eu-west-1.eks';
const awsRecords = [
  `${API} A 10.20.1.10`,
  `${API} A 10.20.2.10`,
  'ssm.eu-west-1 A 10.20.1.40',
  ...Array.from({ length: 40 }, (_, index) => `big TXT "record ${index} of an answer of many"`),
];
const company = { 'company.local': ['harbor A 10.80.0.20'] };

/** Everybody is on 127.0.0.1, each on a port of its own. */
type Ports = { readonly inbound: readonly [number, number]; readonly onPrem: number };

type Lab = {
  readonly fault: string;
  /** How each inbound address behaves: statements for BIND, or nothing there. */
  readonly inbound: readonly [Inbound, Inbound];
  readonly onPremOptions?: readonly string[];
  readonly codes: (ports: Ports) => Codes;
};
type Inbound =
  | { readonly records?: readonly string[]; readonly options?: readonly string[] }
  | 'silent'
  | 'stopped';

const sound: Inbound = {};

const labs: readonly Lab[] = [
  { fault: 'nothing', inbound: [sound, sound], codes: () => ({}) },
  {
    fault: 'inbound addresses that refuse',
    inbound: [{ options: ['allow-query { none; }'] }, { options: ['allow-query { none; }'] }],
    codes: (ports) => ({
      ...atInbound(ports, 'fail refusedRcode'),
      ...atOnPrem(ports, 'fail servfail'),
      system: ['inconclusive noReference'],
    }),
  },
  {
    fault: 'a name that is not in the private zone',
    inbound: [{ records: awsRecords.slice(2) }, { records: awsRecords.slice(2) }],
    codes: (ports) => ({
      ...atInbound(ports, 'fail nxdomain'),
      ...atOnPrem(ports, 'fail nxdomain'),
    }),
  },
  {
    fault: 'a stopped inbound address, hidden by its twin',
    inbound: [sound, 'stopped'],
    codes: (ports) => ({
      [`aws-names@127.0.0.1:${ports.inbound[1]}`]: ['fail portRefused'],
      'redundancy@inbound': ['fail oneDead'],
    }),
  },
  {
    fault: 'UDP answers cut at 512 bytes, which TCP makes up for',
    inbound: [{ options: ['max-udp-size 512'] }, { options: ['max-udp-size 512'] }],
    codes: () => ({}),
  },
  {
    fault: 'inbound addresses that are silent, which the forwarder says after 10 s only',
    inbound: ['silent', 'silent'],
    codes: (ports) => ({
      ...atInbound(ports, 'fail timeout'),
      ...atOnPrem(ports, 'fail servfail'),
      system: ['inconclusive noReference'],
      'redundancy@inbound': ['fail allDead'],
    }),
  },
  {
    fault: 'an on-premises server that refers instead of forwarding',
    inbound: [sound, sound],
    onPremOptions: ['recursion no'],
    codes: (ports) => ({ ...atOnPrem(ports, 'fail lame'), system: ['fail systemDiffers'] }),
  },
];

function atInbound({ inbound }: Ports, code: string): Codes {
  return Object.fromEntries(inbound.map((port) => [`aws-names@127.0.0.1:${port}`, [code]]));
}

function atOnPrem({ onPrem }: Ports, code: string): Codes {
  return { [`aws-names@127.0.0.1:${onPrem}`]: [code] };
}

for (const { fault, inbound, onPremOptions = [], codes } of labs) {
  test(`real name servers with ${fault} give exactly these findings`, async (t) => {
    if (!hasBind(t)) return;
    const ports = await freePorts();
    const [first, second] = inbound;
    await Promise.all([
      startInbound(t, first, ports.inbound[0]),
      startInbound(t, second, ports.inbound[1]),
      startBind(t, {
        port: ports.onPrem,
        owns: company,
        forwards: { 'amazonaws.com': ports.inbound },
        options: onPremOptions,
      }),
    ]);
    const single = { 'redundancy@on-prem': ['warn single'] };
    t.same(await findingsAt(ports), { ...codes(ports), ...single });
  });
}

async function startInbound(t: Test, behaviour: Inbound, port: number): Promise<void> {
  if (behaviour === 'stopped') return;
  if (behaviour === 'silent') {
    await swallow(t, port);
    return;
  }
  const { records = awsRecords, options = [] } = behaviour;
  await startBind(t, { port, owns: { 'amazonaws.com': records }, options });
}

/** A port that takes every datagram and says nothing, as behind a firewall that drops. */
async function swallow(t: Test, port: number): Promise<void> {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => {
    socket.bind(port, '127.0.0.1', resolve);
  });
  t.teardown(() => socket.close());
}

function findingsAt({ inbound, onPrem }: Ports): Promise<Codes> {
  const site = siteWith({
    cluster: { name: 'lab', endpoint: `${API}.amazonaws.com`, endpointMode: 'private' },
    resolvers: {
      inbound: inbound.map((port) => ({ host: '127.0.0.1', port })),
      onPrem: [{ host: '127.0.0.1', port: onPrem }],
      awsNames: ['ssm.eu-west-1.amazonaws.com'],
      onPremNames: [{ name: 'harbor.company.local', addresses: ['10.80.0.20'] }],
      bigAnswer: { name: 'big.amazonaws.com', type: 'TXT' },
    },
    // Patience is not what is tested at a silent address, and a busy machine is slow.
    baseline: { ...siteWith().baseline, dnsAnswerMs: { pass: 5000, fail: 6000 } },
    options: { 'dns-forwarding': { directTimeoutMs: 1000 } },
  });
  const io = fakeIo({
    dns: createDns(createDescriptors(256)),
    // The rest of the host is not looked at.
    host: {
      nameServers: () => Promise.resolve([{ address: '127.0.0.1', port: onPrem }]),
    } as unknown as Host,
  });
  return codesOf(site, io);
}

/** Ports of loopback that are free, as long as nobody is faster. */
async function freePorts(): Promise<Ports> {
  const [first, second, onPrem] = await Promise.all([freePort(), freePort(), freePort()]);
  return { inbound: [first, second], onPrem };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  await new Promise<unknown>((resolve) => {
    server.close(resolve);
  });
  return port;
}
