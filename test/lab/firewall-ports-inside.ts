import { createServer } from 'node:net';
import { json } from 'node:stream/consumers';
import type { Json } from '#core/json.ts';
import { planCases } from '#core/plan.ts';
import { runCases } from '#core/run.ts';
import { firewallPorts } from '../../checks/firewall-ports/check.ts';
import { createIo } from '../../src/io/world.ts';
import { siteWith } from '../fakes/site.ts';
import { firewall, ip } from './namespace.ts';

/** What the namespace shall be, and what shall be tried there. */
export type LabRequest = {
  readonly ip: readonly string[];
  readonly firewall: readonly string[];
  readonly listeners: readonly { readonly host: string; readonly port: number }[];
  readonly extra: readonly {
    readonly name: string;
    readonly host: string;
    readonly port: number;
    readonly protocol: 'tcp' | 'udp';
  }[];
  readonly timeoutMs: number;
};

// Trust boundary: the test beside this file wrote it.
const request = (await json(process.stdin)) as LabRequest;
ip('link set lo up', ...request.ip);
firewall(...request.firewall);
const servers = await Promise.all(request.listeners.map(listen));

const options: Json = {
  required: [],
  exclude: [],
  extra: request.extra.map((one) => ({ ...one, direction: 'to-aws' })),
  timeoutMs: request.timeoutMs,
};
const site = siteWith({ options: { [firewallPorts.id]: options } });
const startedMs = performance.now();
const cases = planCases([firewallPorts], site).filter(({ case: { from } }) => from === 'local');
const results = await runCases(
  cases.filter((planned) => 'target' in planned.case),
  {
    io: createIo(),
    signal: new AbortController().signal,
    selection: { only: [], skip: [] },
    waivers: [],
    laneLimits: { pure: 4096, light: 4096, quiet: 1, saturating: 1 },
    caseDeadlineMs: 60_000,
  },
);
const tookMs = performance.now() - startedMs;
for (const server of servers) server.close();
process.stdout.write(JSON.stringify({ tookMs, results }));

async function listen({ host, port }: { host: string; port: number }) {
  const server = createServer((socket) => {
    socket.on('error', () => undefined).resume();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen({ host, port }, resolve);
  });
  return server;
}
