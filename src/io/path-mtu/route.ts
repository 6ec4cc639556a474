import { readFile } from 'node:fs/promises';
import { CannotMeasure } from '#core/check.ts';
import { execute } from '../exec.ts';

const TIMEOUT_MS = 5000;

/** RFC 791 §3.1: the field for its length has 16 bits. Loopback claims one byte more. */
const LARGEST_PACKET_BYTES = 65_535;

/** How packets leave for an address: the interface's MTU, and what the kernel has learned of the path meanwhile. */
export interface RouteMtu {
  readonly interfaceMtuBytes: number;
  /** null where it has learned nothing, or has forgotten it (Linux keeps it for ten minutes). */
  readonly learnedMtuBytes: number | null;
}

/** Asks the kernel. Throws CannotMeasure where there is no route, or no ip(8). */
export async function routeMtu(address: string, signal: AbortSignal): Promise<RouteMtu> {
  const args = ['-j', 'route', 'get', address];
  const outcome = await execute('ip', args, { timeoutMs: TIMEOUT_MS, signal });
  if (outcome.kind !== 'exited' || outcome.code !== 0) {
    const why = outcome.kind === 'exited' ? outcome.stderr.trim() : outcome.kind;
    throw new CannotMeasure(
      `The kernel does not say how packets leave for ${address}: ${why}.`,
      `Look at: ip route get ${address}`,
    );
  }
  const [route] = JSON.parse(outcome.stdout) as readonly Readonly<Record<string, unknown>>[];
  const device = typeof route?.['dev'] === 'string' ? route['dev'] : '';
  const metrics = (route?.['metrics'] ?? []) as readonly Readonly<Record<string, unknown>>[];
  const learned = metrics.map(({ mtu }) => mtu).find((mtu) => typeof mtu === 'number');
  return {
    interfaceMtuBytes: await interfaceMtu(device, signal),
    learnedMtuBytes: learned ?? null,
  };
}

async function interfaceMtu(device: string, signal: AbortSignal): Promise<number> {
  const args = ['-j', 'link', 'show', 'dev', device];
  const outcome = await execute('ip', args, { timeoutMs: TIMEOUT_MS, signal });
  const links = outcome.kind === 'exited' && outcome.code === 0 ? outcome.stdout : '[]';
  const [link] = JSON.parse(links) as readonly Readonly<Record<string, unknown>>[];
  if (typeof link?.['mtu'] === 'number') return Math.min(link['mtu'], LARGEST_PACKET_BYTES);
  throw new CannotMeasure(
    `The MTU of the interface ${device} cannot be read.`,
    `Look at: ip link show ${device}`,
  );
}

/** Returns how many fragments this network namespace has made of packets so far; 0 where nobody tells. */
export async function fragmentsMade(): Promise<number> {
  const text = await readFile('/proc/self/net/snmp', 'utf8').catch(() => '');
  const [names = [], values = []] = text
    .split('\n')
    .filter((line) => line.startsWith('Ip:'))
    .map((line) => line.split(/\s+/));
  const count = Number(values[names.indexOf('FragCreates')]);
  return Number.isFinite(count) ? count : 0;
}
