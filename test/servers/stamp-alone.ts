import { randomBytes } from 'node:crypto';
import { startReflector } from '../../src/io/stamp/start-reflector.ts';
import { createStamp } from '../../src/io/stamp/stamp.ts';

// The program of a single-file executable: a stream over loopback, both of whose ends are threads.

const HERE = '127.0.0.1';
const PACKETS = 300;

async function main(): Promise<void> {
  const key = randomBytes(32);
  const far = await startReflector({ address: HERE, port: 0, callers: [`${HERE}/32`], key });
  const place = { from: HERE, address: HERE, port: far.port, ssid: far.ssid, key };
  const limits = { topRatePps: 1000, mostPackets: PACKETS, mostMs: 10_000, tMaxMs: 1000 };
  const watcher = { isEnough: () => false, counts: far.counts };
  const { signal } = new AbortController();
  const { sample } = await createStamp().stream({ ...place, ...limits }, watcher, signal);
  await far.close();
  process.stdout.write(JSON.stringify({ sent: sample.sent, received: sample.received }));
}

void main();
