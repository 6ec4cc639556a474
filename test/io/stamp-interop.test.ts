import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { type Test, test } from 'tap';
import { createStamp } from '../../src/io/stamp/stamp.ts';

/** Debian's own: another python3 on the PATH may have no scapy. */
const PYTHON = '/usr/bin/python3';
const REFLECTOR = new URL('../servers/scapy-reflector.py', import.meta.url).pathname;

/** Starts scapy's reflector; what it understood of each packet is collected in `seen`. */
async function startScapy(t: Test, mode: 'stamp' | 'light') {
  const child = spawn(PYTHON, [REFLECTOR, mode], { stdio: ['ignore', 'pipe', 'inherit'] });
  t.teardown(() => child.kill('SIGKILL'));
  const seen: unknown[] = [];
  const port = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      reject(new Error(`scapy ended with ${code ?? 'a signal'}`));
    });
    createInterface(child.stdout).on('line', (line) => {
      if (line.startsWith('{')) seen.push(JSON.parse(line));
      else resolve(Number(line));
    });
  });
  return { port, seen };
}

for (const mode of ['stamp', 'light'] as const) {
  test(`scapy understands our packets, and we its ${mode} answers`, async (t) => {
    const { port, seen } = await startScapy(t, mode);
    const ends = { address: '127.0.0.1', port, ssid: 4660, topRatePps: 100 };
    const { sample } = await createStamp().stream(
      { ...ends, mostPackets: 100, mostMs: 10_000, tMaxMs: 1000 },
      { isEnough: () => false, counts: () => Promise.resolve(undefined) },
      new AbortController().signal,
    );
    t.match(sample, { sent: 100, received: 100, duplicates: 0, roundTrip: { lost: 0 } });
    t.ok(sample.rttMs.count + sample.untimed === 100, 'each is timed, or known not to be');
    t.equal(seen.length, 100);
    t.match(seen[41], { seq: 41, ssid: 4660, Z: 0, tlvs: [[5, 12]] });
    t.notOk(
      seen.some((one) => (one as { multiplier: number }).multiplier === 0),
      'no multiplier of 0',
    );
  });
}
