import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applyFaults, bringUp, clearFaults } from '../src/lab/lab.ts';
import { namespaceOf, placeOf, wireFolder } from '../src/lab/place.ts';
import { run } from '../src/lab/program.ts';
import { removeLab } from '../src/lab/remove.ts';
import { addressOf } from '../src/lab/topology/hosts.ts';
import { resetWireStats, setWire, wireStats } from '../src/lab/wire/wire.ts';

// What the lab injects, against what independent tools measure of it in the same run: delay by ping and, each
// way, by irtt; loss by ping; rates by iperf3; path MTUs by tracepath. The wire's own count of losses is the
// truth that ping is held against.

const PEER = addressOf('peer');

interface Line {
  readonly what: string;
  readonly injected: string;
  readonly measured: string;
  readonly isWithin: boolean;
}

const root = mkdtempSync(join(tmpdir(), 'hp-bench-'));
const place = placeOf(root, `bench${process.pid}`);
const { signal } = new AbortController();
await bringUp(place, { strict: true, signal, onProgress: () => undefined });
try {
  const lines: Line[] = [];
  await applyFaults(place, ['delay-to-vpc']);
  for (const [toVpc, toOnPrem] of delaysMs()) lines.push(...(await delay(toVpc, toOnPrem)));
  lines.push(await jitter(20, 2));
  for (const every of [10, 20, 100]) lines.push(await periodicLoss(every));
  for (const words of ['loss=1%', 'loss=5%', 'burst=1%,20%']) lines.push(await randomLoss(words));
  for (const mbps of [10, 50, 100]) lines.push(await wireRate(mbps));
  await clearFaults(place);
  for (const bytes of [8500, 1500, 1438, 1400]) lines.push(await pathMtu(bytes));
  lines.push(await capped('rate-cap', 500), await capped('iperf3-capped', 100));
  print(lines);
} finally {
  await removeLab(place);
  rmSync(root, { recursive: true, force: true });
}

function delaysMs(): readonly (readonly [number, number])[] {
  return [
    [0, 0],
    [1, 0],
    [5, 5],
    [20, 30],
  ];
}

function onHost(...command: readonly string[]): Promise<string> {
  return run('ip', ['netns', 'exec', namespaceOf(place, 'host'), ...command]);
}

async function wireWith(toVpc: string, toOnPrem: string): Promise<void> {
  await setWire(wireFolder(place), { toVpc, toOnPrem });
  await resetWireStats(wireFolder(place));
}

/** The ping's mean, and irtt's median each way: both ends share this machine's clock. */
async function delay(toVpcMs: number, toOnPremMs: number): Promise<readonly Line[]> {
  await wireWith(`delay=${toVpcMs}ms`, `delay=${toOnPremMs}ms`);
  const rttMs = Number(/= [\d.]+\/([\d.]+)\//.exec(await ping(400, 0.005))?.[1]);
  const irtt = await onHost(
    ...['irtt', 'client', '-Q', '-d', '2s', '-i', '5ms', '-o', '-', `${PEER}:2112`],
  );
  const { stats } = JSON.parse(irtt) as {
    stats: { send_delay: { median: number }; receive_delay: { median: number } };
  };
  const sendMs = stats.send_delay.median / 1e6;
  const receiveMs = stats.receive_delay.median / 1e6;
  const within = (measuredMs: number, injectedMs: number): boolean =>
    Math.abs(measuredMs - injectedMs) <= 0.2;
  return [
    {
      what: 'RTT, ping',
      injected: `${toVpcMs + toOnPremMs} ms`,
      measured: `${rttMs.toFixed(3)} ms`,
      isWithin: Math.abs(rttMs - toVpcMs - toOnPremMs) <= 0.4, // 0.2 ms each way
    },
    {
      what: 'one way to the VPC, irtt',
      injected: `${toVpcMs} ms`,
      measured: `${sendMs.toFixed(3)} ms`,
      isWithin: within(sendMs, toVpcMs),
    },
    {
      what: 'one way to on premises, irtt',
      injected: `${toOnPremMs} ms`,
      measured: `${receiveMs.toFixed(3)} ms`,
      isWithin: within(receiveMs, toOnPremMs),
    },
  ];
}

async function jitter(delayMs: number, sigmaMs: number): Promise<Line> {
  // Packets further apart than the jitter: a queue that keeps their order would else add to it.
  await wireWith(`delay=${delayMs}ms jitter=${sigmaMs}ms`, '');
  const summary = await ping(300, 0.02);
  const [, meanMs, , deviationMs] = (/= ([\d./]+) ms/.exec(summary)?.[1] ?? '')
    .split('/')
    .map(Number);
  return {
    what: 'jitter, ping (mdev)',
    injected: `${delayMs} ± ${sigmaMs} ms`,
    measured: `${meanMs?.toFixed(2) ?? ''} ± ${deviationMs?.toFixed(2) ?? ''} ms`,
    isWithin: Math.abs((deviationMs ?? 0) - sigmaMs) <= sigmaMs * 0.2,
  };
}

async function periodicLoss(every: number): Promise<Line> {
  await wireWith(`every=${every}`, '');
  const lost = await lostOf(1000);
  return {
    what: 'periodic loss, ping',
    injected: `${1000 / every} of 1000`,
    measured: `${lost} of 1000`,
    isWithin: lost === 1000 / every,
  };
}

async function randomLoss(words: string): Promise<Line> {
  await wireWith(words, '');
  const lost = await lostOf(2000);
  const truth = (await wireStats(wireFolder(place))).toVpc.lost;
  return {
    what: `${words}, ping`,
    injected: `${truth} of 2000, as counted`,
    measured: `${lost} of 2000`,
    isWithin: lost === truth,
  };
}

async function wireRate(mbps: number): Promise<Line> {
  await wireWith(`rate=${mbps}mbit`, '');
  const measured = await goodputMbps();
  return {
    what: 'rate of the wire, iperf3 goodput',
    injected: `${mbps} Mbit/s`,
    measured: `${measured.toFixed(1)} Mbit/s`,
    isWithin: Math.abs(measured / mbps - 1) <= 0.05,
  };
}

async function capped(fault: string, mbps: number): Promise<Line> {
  await applyFaults(place, [fault]);
  const measured = await goodputMbps();
  await clearFaults(place);
  return {
    what: `${fault}, iperf3 goodput`,
    injected: `${mbps} Mbit/s`,
    measured: `${measured.toFixed(1)} Mbit/s`,
    isWithin: Math.abs(measured / mbps - 1) <= 0.05,
  };
}

async function pathMtu(bytes: number): Promise<Line> {
  await applyFaults(place, [`mtu-${bytes}-to-vpc`]);
  const said = await onHost('tracepath', '-n', '-m', '6', PEER);
  await clearFaults(place);
  const found = Number(/Resume: pmtu (\d+)/.exec(said)?.[1]);
  return {
    what: 'path MTU, tracepath',
    injected: `${bytes} bytes`,
    measured: `${found} bytes`,
    isWithin: found === bytes,
  };
}

async function goodputMbps(): Promise<number> {
  const said = await onHost('iperf3', '-c', PEER, '-J', '-t', '3', '-O', '1');
  const { end } = JSON.parse(said) as { end: { sum_received: { bits_per_second: number } } };
  return end.sum_received.bits_per_second / 1e6;
}

async function lostOf(count: number): Promise<number> {
  const received = Number(/(\d+) received/.exec(await ping(count, 0.002))?.[1]);
  return count - received;
}

async function ping(count: number, intervalSeconds: number): Promise<string> {
  return onHost('ping', '-q', '-c', String(count), '-i', String(intervalSeconds), '-W', '1', PEER);
}

function print(lines: readonly Line[]): void {
  const width = Math.max(...lines.map(({ what }) => what.length));
  for (const { what, injected, measured, isWithin } of lines) {
    const verdict = isWithin ? 'ok' : 'OUTSIDE';
    console.log(
      `${what.padEnd(width)}  ${injected.padEnd(24)}  ${measured.padEnd(18)}  ${verdict}`,
    );
  }
}
