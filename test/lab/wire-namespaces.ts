import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Test } from 'tap';
import { execute } from '../../src/io/exec.ts';
import { isListening } from '../../src/lab/listening.ts';
import { endProcesses, processesIn } from '../../src/lab/processes.ts';
import { run } from '../../src/lab/program.ts';
import type { Listener } from '../../src/lab/services/service.ts';
import { startWire, type WireEnds } from '../../src/lab/wire/wire.ts';

export const ON_PREM = '10.99.0.1';
export const VPC = '10.99.0.2';

const TOOLS = ['ip', 'nice', 'ping', 'python3', 'iperf3', 'irtt', 'sysctl'];

/** True when these tests can run. Where everything must, a missing part is a failure, not a skip. */
export function hasWireTools(t: Test): boolean {
  const folders = ['/usr/sbin', '/sbin', '/usr/bin', '/bin', '/usr/local/bin'];
  const missing = TOOLS.filter((tool) => !folders.some((folder) => existsSync(join(folder, tool))));
  if (process.getuid?.() !== 0) missing.push('root');
  if (!existsSync('/dev/net/tun')) missing.push('/dev/net/tun');
  if (missing.length === 0) return true;
  const complaint = `missing: ${missing.join(', ')}`;
  if (process.env['HYBRID_PREFLIGHT_TESTS'] === 'all') t.fail(complaint);
  else t.comment(complaint);
  return false;
}

/** Two namespaces, and a folder for the wire between them. */
export interface WirePlace extends WireEnds {
  readonly folder: string;
}

/** Makes two namespaces. They and whatever runs in them are gone when the test is. */
export async function makeNamespaces(t: Test): Promise<WirePlace> {
  const prefix = `hp-t${process.pid}x${randomInt(10_000)}`;
  const namespaces = [`${prefix}-onprem`, `${prefix}-vpc`] as const;
  const folder = mkdtempSync(join(tmpdir(), 'hp-wire-'));
  t.teardown(async () => {
    await endProcesses(await processesIn(namespaces));
    for (const name of namespaces) await run('ip', ['netns', 'del', name]).catch(() => undefined);
    rmSync(folder, { recursive: true, force: true });
  });
  for (const name of namespaces) {
    await run('ip', ['netns', 'add', name]);
    // The packets that IPv6 sends by itself would count.
    const quiet = ['all', 'default'].map((which) => `net.ipv6.conf.${which}.disable_ipv6=1`);
    await inside(name, 'sysctl', '-qw', ...quiet);
  }
  const [onPremNamespace, vpcNamespace] = namespaces;
  return {
    onPremNamespace,
    vpcNamespace,
    device: 'imp0',
    mtuBytes: 1400,
    folder: `${folder}/wire`,
  };
}

/** Starts the wire, and gives its ends their addresses. */
export async function startAddressedWire(place: WirePlace): Promise<void> {
  await startWire(place, { toVpc: '', toOnPrem: '' }, place.folder);
  const ends = [
    [place.onPremNamespace, ON_PREM],
    [place.vpcNamespace, VPC],
  ] as const;
  for (const [namespace, address] of ends) {
    await run('ip', ['-n', namespace, 'address', 'add', `${address}/30`, 'dev', place.device]);
  }
}

/** Runs a program that must succeed in a namespace, and returns its standard output. */
export function inside(namespace: string, ...command: readonly string[]): Promise<string> {
  return run('ip', ['netns', 'exec', namespace, ...command]);
}

/** What measures time must not wait for others. */
export const FIRST = ['nice', '-n', '-20'] as const;

/** Starts a server in the VPC; it has ended when the function that this returns has. */
export async function startServer(
  { vpcNamespace }: WirePlace,
  listener: Listener,
  ...command: readonly string[]
): Promise<() => Promise<void>> {
  const server = spawn('ip', ['netns', 'exec', vpcNamespace, ...command], { stdio: 'ignore' });
  const ended = new Promise((resolve) => server.once('exit', resolve));
  while (!(await isListening(server.pid ?? 0, [listener]))) {
    if (server.exitCode !== null) throw new Error(`${command.join(' ')} ended`);
    await sleep(10);
  }
  return async () => {
    server.kill('SIGKILL');
    await ended;
  };
}

export interface Pings {
  readonly sent: number;
  readonly answered: number;
  readonly duplicates: number;
  /** Sequence numbers in the order of their answers. */
  readonly order: readonly number[];
  readonly rttMs: readonly number[];
}

/**
 * Pings the VPC from on premises and reports what came back. For the last answers ping waits only twice as
 * long as for the slowest before: where each counts, let the wire delay them.
 */
export async function ping(
  { onPremNamespace }: WirePlace,
  count: number,
  everySeconds = 0.002,
): Promise<Pings> {
  // Three ahead: otherwise it sends no faster than answers come.
  const pace = ['-l', '3', '-i', String(everySeconds)];
  const options = ['-n', '-c', String(count), ...pace, '-W', '0.3'];
  const outcome = await execute(
    'ip',
    ['netns', 'exec', onPremNamespace, ...FIRST, 'ping', ...options, VPC],
    {
      timeoutMs: 15_000,
      signal: new AbortController().signal,
    },
  );
  if (outcome.kind !== 'exited' || outcome.code > 1) throw new Error(JSON.stringify(outcome));
  const replies = [
    ...outcome.stdout.matchAll(/icmp_seq=(\d+) ttl=\d+ time=([\d.]+) ms( \(DUP!\))?/g),
  ];
  const firsts = replies.filter(([, , , isDuplicate]) => isDuplicate === undefined);
  const sent = /^(\d+) packets transmitted/m.exec(outcome.stdout)?.[1];
  return {
    sent: Number(sent),
    answered: firsts.length,
    duplicates: replies.length - firsts.length,
    order: firsts.map(([, sequence]) => Number(sequence)),
    rttMs: firsts.map(([, , rtt]) => Number(rtt)),
  };
}

/** Measures up to five times, until it is good: a busy machine spoils a measurement of time, never mends it. */
export async function firstGood<T>(
  measure: () => Promise<T>,
  isGood: (value: T) => boolean,
): Promise<T> {
  let value = await measure();
  for (let again = 0; again < 4 && !isGood(value); again++) value = await measure();
  return value;
}
