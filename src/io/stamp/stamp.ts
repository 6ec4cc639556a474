import type { Worker } from 'node:worker_threads';
import { CannotMeasure } from '#core/check.ts';
import type {
  Calibration,
  PacketType,
  ReflectorCounts,
  Stamp,
  StreamEnd,
  StreamOutcome,
  StreamPlan,
  Watcher,
} from '#core/stream.ts';
import { codecFor } from '#lib/stamp/codec-for.ts';
import { headerBytes } from '#lib/ip/header-bytes.ts';
import { readClockState } from '../clock-state.ts';
import { createCalibration } from './calibration.ts';
import type { SendingEnd, WorkerOrder, WorkerReport } from './messages.ts';
import { startWorker } from './start-worker.ts';

/** Test packets from a thread of their own. */
export function createStamp(): Stamp {
  const calibrate = createCalibration();
  return {
    prepare: async (signal) => {
      await calibrate(signal);
    },
    stream: async (plan, watcher, signal) => {
      const calibration = await calibrate(signal);
      return stream(plan, { ...watcher, calibration }, signal);
    },
  };
}

interface Watching extends Watcher {
  readonly calibration: Calibration;
}

async function stream(
  plan: StreamPlan,
  { isEnough, counts, calibration }: Watching,
  signal: AbortSignal,
): Promise<StreamOutcome> {
  const clock = await readClockState(signal);
  const worker = startWorker({ role: 'sender', isKnownPath: false, clock, ...plan });
  const order = (one: WorkerOrder): void => {
    worker.postMessage(one);
  };
  let stop: StreamEnd = 'budget';
  let reflector: ReflectorCounts | undefined;
  const onReport = async (report: WorkerReport): Promise<void> => {
    if (report.report === 'sample' && isEnough(report.sample, calibration))
      order({ order: 'stop' });
    if (report.report !== 'sent') return;
    // A verdict at its edge may not survive the packets that were still on their way.
    if (report.why === 'stopped' && !isEnough(report.sample, calibration)) {
      order({ order: 'resume' });
      return;
    }
    stop = END[report.why];
    reflector = await counts(signal);
    order({ order: 'finish', received: reflector?.received ?? 0, sent: reflector?.sent ?? 0 });
  };
  try {
    const { sample, host } = await reportsOf(worker, onReport, signal);
    const end = { calibration, stop, packet: packetOf(plan), refusals: [] };
    return { sample, host, reflector: reflector ?? null, ...end };
  } finally {
    await worker.terminate();
  }
}

/** The runtime cannot mark datagrams: they leave with DSCP 0. */
function packetOf({ address, key }: StreamPlan): PacketType {
  const packetBytes = headerBytes(address, 'udp') + codecFor(key).packetBytes;
  return { probe: 'stamp', packetBytes, dscp: 0, isAuthenticated: key !== undefined };
}

const END: Readonly<Record<SendingEnd, StreamEnd>> = {
  stopped: 'decided',
  budget: 'budget',
  silence: 'silence',
};

type Done = Extract<WorkerReport, { report: 'done' }>;

/** Hands each report on, and resolves with the last. */
function reportsOf(
  worker: Worker,
  onReport: (report: WorkerReport) => Promise<void>,
  signal: AbortSignal,
): Promise<Done> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => {
      reject(signal.reason as Error);
    });
    worker.once('error', (error) => {
      reject(error instanceof Error ? error : new Error(String(error)));
    });
    worker.once('exit', () => {
      reject(new CannotMeasure('The thread that sends test packets ended.', 'Run again.'));
    });
    worker.on('message', (report: WorkerReport) => {
      if (report.report === 'done') resolve(report);
      else onReport(report).catch(reject);
    });
  });
}
