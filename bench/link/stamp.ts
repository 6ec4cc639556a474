import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { lossVerdict } from '#lib/statistics/loss-verdict.ts';
import { createStamp } from '../../src/io/stamp/stamp.ts';
import { startReflector } from '../../src/io/stamp/start-reflector.ts';
import { startReflectorProcess } from './reflector-process.ts';

// What the threads of STAMP bear, on loopback: false loss while the main thread is blocked, and a reflector at 20,000
// packets a second. Run it inside a network namespace of its own to be sure of quiet.

const HERE = '127.0.0.1';
const BOUNDS = { pass: 0.0001, fail: 0.001 };
const ALPHA = 0.05;
const { signal } = new AbortController();
const key = randomBytes(32);

async function blocked(turns: number): Promise<void> {
  const far = await startReflector({ address: HERE, port: 0, callers: [`${HERE}/32`], key });
  let wrong = 0;
  let lost = 0;
  let drops = 0;
  for (let turn = 0; turn < turns; turn += 1) {
    const busy = setInterval(() => {
      const untilMs = performance.now() + 100;
      while (performance.now() < untilMs); // a tenth of each second in which nothing else happens
    }, 1000);
    const plan = { from: HERE, address: HERE, port: far.port, ssid: far.ssid, key };
    const limits = { topRatePps: 10_000, mostPackets: 40_000, mostMs: 20_000, tMaxMs: 1000 };
    const watcher = { isEnough: () => false, counts: () => far.counts() };
    const { sample, host, reflector } = await createStamp().stream(
      { ...plan, ...limits },
      watcher,
      signal,
    );
    clearInterval(busy);
    const verdicts = [sample.forward, sample.reverse].map((one) => lossVerdict(one, BOUNDS, ALPHA));
    wrong += verdicts.filter((verdict) => verdict === 'warn' || verdict === 'fail').length;
    lost += sample.roundTrip.lost;
    drops += host.drops + (reflector?.drops ?? 0);
  }
  await far.close();
  console.log(
    `main thread blocked 100 ms each second, 10,000 packets a second, ${turns} streams of 40,000: ${wrong} wrong verdicts, ${lost} lost, ${drops} dropped by the host`,
  );
}

/** One process sends twenty thousand a second for some seconds, another reflects: each has a core, where there are two. */
async function reflectorLoad(): Promise<void> {
  const reflector = await startReflectorProcess(key);
  const { pid, at } = reflector;
  const beforeS = cpuSeconds(pid);
  const { sample, host } = await createStamp().stream(
    {
      ...{ from: HERE, address: HERE, ...at, key },
      ...{ topRatePps: 20_000, mostPackets: 120_000, mostMs: 20_000, tMaxMs: 1000 },
    },
    { isEnough: () => false, counts: () => Promise.resolve(undefined) },
    signal,
  );
  const seconds = host.durationMs / 1000;
  const share = (cpuSeconds(pid) - beforeS) / seconds;
  const rss = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  const counts = await reflector.end();
  console.log(
    `reflector: ${sample.sent} packets in ${seconds.toFixed(1)} s, at up to 20,000 a second, ${sample.roundTrip.lost} lost (${host.drops} thrown away where they were sent, ${counts.drops} where they were reflected), ${(share * 100).toFixed(0)} % of a core, ${(Number(rss) / 1024).toFixed(0)} MB`,
  );
}

function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  const ticks = Number(execFileSync('getconf', ['CLK_TCK']).toString());
  return (Number(fields[11]) + Number(fields[12])) / ticks;
}

if (process.argv[2] !== 'reflector') await blocked(10);
await sleep(500);
await reflectorLoad();
