import { readFile } from 'node:fs/promises';
import os from 'node:os';
import { isIP } from 'node:net';
import { CannotMeasure } from '#core/check.ts';
import type { Endpoint } from '#core/endpoint.ts';
import type { Host, HostFacts, InterfaceAddress, Route } from '#core/io.ts';
import { execute } from './exec.ts';
import { sourceTowards } from './source-address.ts';

const TIMEOUT_MS = 5000; // `ip` reads tables of the kernel: it answers in milliseconds or hangs

/** This machine. The files and the command are handed in for tests. */
export function createHost({
  resolvConf = '/etc/resolv.conf',
  osRelease = '/etc/os-release',
  ip = 'ip',
} = {}): Host {
  return {
    facts: () => facts(osRelease),
    cpuCount: () => Promise.resolve(os.cpus().length),
    addresses: async (signal) => listOf(await ipJson(ip, 'address', signal)).flatMap(addressesOf),
    routes: async (signal) => listOf(await ipJson(ip, 'route', signal)).flatMap(routesOf),
    nameServers: async () => nameServersOf(await readOrNothing(resolvConf)),
    sourceTowards: (address) => sourceTowards(address),
  };
}

/** From files and system calls: systeminformation's osInfo runs 17 processes for the same four facts. */
async function facts(osRelease: string): Promise<HostFacts> {
  const [, pretty] = /^PRETTY_NAME="?([^"\n]*)"?$/m.exec(await readOrNothing(osRelease)) ?? [];
  return {
    name: os.hostname(),
    os: pretty ?? os.type(),
    kernel: os.release(),
    arch: os.arch(),
  };
}

const IP_ARGUMENTS = {
  address: ['-j', 'address', 'show'],
  route: ['-j', '-4', 'route', 'show'],
} as const;

async function ipJson(
  ip: string,
  what: keyof typeof IP_ARGUMENTS,
  signal: AbortSignal,
): Promise<unknown> {
  const args = IP_ARGUMENTS[what];
  const outcome = await execute(ip, args, { timeoutMs: TIMEOUT_MS, signal });
  if (outcome.kind === 'not-found') {
    throw new CannotMeasure(
      'The command ip is not installed, so this host’s addresses and routes are unknown.',
      'apt-get install iproute2, or dnf install iproute',
    );
  }
  if (outcome.kind !== 'exited' || outcome.code !== 0) {
    const why = outcome.kind === 'exited' ? outcome.stderr.trim() : outcome.kind;
    throw new CannotMeasure(
      `ip ${args.join(' ')} did not answer: ${why}`,
      'Run it by hand and mend what it says.',
    );
  }
  return JSON.parse(outcome.stdout === '' ? '[]' : outcome.stdout);
}

type Fields = Readonly<Record<string, unknown>>;

function listOf(value: unknown): readonly Fields[] {
  if (!Array.isArray(value)) return [];
  return value.map((item: unknown) => Object(item) as Fields);
}

function addressesOf({ ifname, addr_info: infos }: Fields): readonly InterfaceAddress[] {
  return listOf(infos).flatMap(({ local, prefixlen }) => {
    if (typeof ifname !== 'string' || typeof local !== 'string') return [];
    const family = isIP(local);
    if ((family !== 4 && family !== 6) || typeof prefixlen !== 'number') return [];
    return [{ interface: ifname, address: local, prefixLength: prefixlen, family }];
  });
}

/**
 * One line for each way to a destination. Unreachable, blackhole and prohibit routes name no interface:
 * they swallow nothing by mistake.
 */
function routesOf({ dst, nexthops, ...only }: Fields): readonly Route[] {
  if (typeof dst !== 'string') return [];
  const destination = dst === 'default' ? '0.0.0.0/0' : dst.includes('/') ? dst : `${dst}/32`;
  const ways = nexthops === undefined ? [only] : listOf(nexthops);
  return ways.flatMap(({ dev, gateway, via }) => {
    if (typeof dev !== 'string') return [];
    const router = gateway ?? (Object(via) as Fields)['host'];
    return [
      { destination, interface: dev, ...(typeof router === 'string' ? { gateway: router } : {}) },
    ];
  });
}

/** resolv.conf(5): a line is a keyword and an address; a zone id follows a link-local one. */
function nameServersOf(text: string): readonly Endpoint[] {
  return text.split('\n').flatMap((line) => {
    const [, address = ''] = /^\s*nameserver\s+([^\s#;]+)/.exec(line) ?? [];
    return isIP(address) === 0 ? [] : [{ address, port: 53 }];
  });
}

async function readOrNothing(file: string): Promise<string> {
  return readFile(file, 'utf8').catch(() => '');
}
