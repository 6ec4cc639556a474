import type { StreamOutcome } from '#core/stream.ts';
import { createStamp } from '../../src/io/stamp/stamp.ts';

// Run on the host of a lab: sends streams to the peer's open reflector, one after the other, and prints what came of them.

export interface StreamRequest {
  readonly address: string;
  readonly streams: number;
  readonly topRatePps: number;
  readonly mostPackets: number;
}

const REFLECTOR_PORT = 862;
const request = JSON.parse(process.argv[2] ?? '{}') as StreamRequest;
const { address, streams, topRatePps, mostPackets } = request;
const stamp = createStamp();
const outcomes: StreamOutcome[] = [];
for (let number = 0; number < streams; number += 1) {
  const plan = { address, port: REFLECTOR_PORT, ssid: 1, topRatePps, mostPackets };
  const watcher = { isEnough: () => false, counts: () => Promise.resolve(undefined) };
  const limits = { mostMs: 60_000, tMaxMs: 1000 };
  outcomes.push(await stamp.stream({ ...plan, ...limits }, watcher, new AbortController().signal));
}
process.stdout.write(JSON.stringify(outcomes));
