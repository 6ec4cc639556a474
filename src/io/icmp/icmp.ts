import { isIP } from 'node:net';
import type {
  Calibration,
  Icmp,
  PingPlan,
  StreamEnd,
  StreamOutcome,
  Watcher,
} from '#core/stream.ts';
import { headerBytes } from '#lib/ip/header-bytes.ts';
import { PingTally } from '#lib/ping/tally.ts';
import { createCalibration } from './calibration.ts';
import { pingOnce, type Way, WAYS } from './ping-once.ts';

/** Runs are short, so that they can be stopped between two of them: a child of the package cannot be ended. */
const RUN_MS = 400;

/** The first run is a small one: it is enough where all is clear, and polite where it is not. */
const FIRST_PACKETS = 16;
const GROWTH = 3;

/** Payload of an echo request, as ping has it by itself. */
const PAYLOAD_BYTES = 56;

/** Echo requests by the system's ping, which the kernel times. */
export function createIcmp(): Icmp {
  const calibrate = createCalibration();
  return {
    ping: async (plan, { isEnough }, signal) => {
      if (isIP(plan.address) === 0) throw new TypeError(`${plan.address} is no address`);
      const calibration = await calibrate(signal);
      return new PingStream(plan, calibration).run(isEnough, signal);
    },
  };
}

class PingStream {
  readonly #plan: PingPlan;
  readonly #calibration: Calibration;
  readonly #tally = new PingTally();
  readonly #startedMs = performance.now();
  #way: Way = WAYS[0];
  #mostInRun = FIRST_PACKETS;

  constructor(plan: PingPlan, calibration: Calibration) {
    this.#plan = plan;
    this.#calibration = calibration;
  }

  async run(isEnough: Watcher['isEnough'], signal: AbortSignal): Promise<StreamOutcome> {
    for (;;) {
      await this.#once(signal);
      const sample = this.#tally.sample();
      if (isEnough(sample, this.#calibration)) return this.#outcome('decided');
      const isSilent = sample.received === 0 && sample.sent >= FIRST_PACKETS;
      if (isSilent || sample.sent === 0) return this.#outcome('silence');
      if (sample.sent >= this.#plan.mostPackets || this.#elapsedMs() >= this.#plan.mostMs) {
        return this.#outcome('budget');
      }
    }
  }

  async #once(signal: AbortSignal): Promise<void> {
    const { address, dscp, topRatePps, mostPackets } = this.#plan;
    const wantedMs = 1000 / topRatePps;
    const left = mostPackets - this.#tally.sample().sent;
    const most = Math.min(this.#mostInRun, left);
    const { way, events, dialect, intervalMs } = await pingOnce(
      { address, dscp, most, wantedMs, runMs: RUN_MS },
      this.#way,
      signal,
    );
    this.#way = way;
    this.#mostInRun *= GROWTH;
    this.#tally.add({ events, dialect, intervalMs });
  }

  #elapsedMs(): number {
    return performance.now() - this.#startedMs;
  }

  #outcome(stop: StreamEnd): StreamOutcome {
    const { address, dscp, topRatePps } = this.#plan;
    const packetBytes = headerBytes(address, 'icmp') + PAYLOAD_BYTES;
    const host = { receiveBufferBytes: 0, drops: 0, stalls: 0, longestStallMs: 0 };
    return {
      sample: this.#tally.sample(),
      host: { ...host, topRatePps, durationMs: this.#elapsedMs() },
      reflector: null,
      calibration: this.#calibration,
      stop,
      packet: { probe: 'icmp', packetBytes, dscp, isAuthenticated: false },
      refusals: this.#tally.refusals,
    };
  }
}
