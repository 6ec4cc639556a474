import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import type { Io } from '#core/io.ts';
import { planCases } from '#core/plan.ts';
import { runCases } from '#core/run.ts';
import { firewallPorts } from '../checks/firewall-ports/check.ts';
import { createIo } from '../src/io/world.ts';
import { siteWith } from '../test/fakes/site.ts';

// How long the check takes for 12 ports of this host that answer, 6 open and 6 refused, from its first SYN
// to its last verdict; and the same 12 by bare node:net, in the same process. Both take turns, so that a
// busy machine slows them alike. The very first round is told apart: that is what a user's one run costs.
const ROUNDS = 40;
const HOST = '127.0.0.1';

const servers = await Promise.all(Array.from({ length: 12 }, listen));
const ports = servers.map(portOf);
await Promise.all(servers.filter((_, index) => index % 2 === 1).map(close));
try {
  const check: number[] = [];
  const bare: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    check.push(await timeCheckMs());
    bare.push(await timeBareMs());
  }
  const print = (name: string, checkMs: number, bareMs: number): void => {
    const ratio = (checkMs / bareMs).toFixed(2);
    console.log(
      `${name}  check ${checkMs.toFixed(1)} ms  bare ${bareMs.toFixed(1)} ms  ${ratio} x`,
    );
  };
  print('first ', check[0] ?? Number.NaN, bare[0] ?? Number.NaN);
  print('median', median(check), median(bare));
} finally {
  for (const server of servers) server.close();
}

async function timeCheckMs(): Promise<number> {
  const extra = ports.map((port, index) => ({
    name: `port ${index}`,
    host: HOST,
    port,
    protocol: 'tcp',
    direction: 'to-aws',
  }));
  const options = { required: [], exclude: [], extra, timeoutMs: 3500 };
  const cases = planCases([firewallPorts], siteWith({ options: { [firewallPorts.id]: options } }));
  const local = cases.filter(({ case: { from } }) => from === 'local');
  const real = createIo();
  let firstSynMs = Number.NaN;
  const tcp: Io['tcp'] = {
    ...real.tcp,
    connect: (...request) => {
      if (Number.isNaN(firstSynMs)) firstSynMs = performance.now();
      return real.tcp.connect(...request);
    },
  };
  const results = await runCases(local, {
    io: { ...real, tcp },
    signal: new AbortController().signal,
    selection: { only: [], skip: [] },
    waivers: [],
    laneLimits: { pure: 4096, light: 4096, quiet: 1, saturating: 1 },
    caseDeadlineMs: 60_000,
  });
  const tookMs = performance.now() - firstSynMs;
  const verdicts = results.map(({ outcome }) => outcome.status).join();
  if (verdicts !== ports.map((_, index) => (index % 2 === 1 ? 'fail' : 'pass')).join()) {
    throw new Error(`wrong verdicts: ${verdicts}`);
  }
  return tookMs;
}

async function timeBareMs(): Promise<number> {
  const startedMs = performance.now();
  await Promise.all(ports.map(connectOnce));
  return performance.now() - startedMs;
}

function connectOnce(port: number): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect({ host: HOST, port });
    const end = (): void => {
      socket.destroy();
      resolve();
    };
    socket.once('connect', end).once('error', end);
  });
}

async function listen(): Promise<Server> {
  const server = createServer((socket) => {
    socket.on('error', () => undefined).resume();
  });
  await once(server.listen(0, HOST), 'listening');
  return server;
}

async function close(server: Server): Promise<void> {
  await once(server.close(), 'close');
}

function portOf(server: Server): number {
  // A server that listens on an IP address has an AddressInfo.
  return (server.address() as AddressInfo).port;
}

function median(samples: readonly number[]): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
