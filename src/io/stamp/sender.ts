import type { Socket } from 'node:dgram';
import type { MessagePort } from 'node:worker_threads';
import type { HostNoise } from '#core/stream.ts';
import type { StampCodec } from '#lib/stamp/codec.ts';
import { codecFor } from '#lib/stamp/codec-for.ts';
import { Tally } from '#lib/stamp/tally.ts';
import { createPace, type Pace } from './pace.ts';
import type { SenderTask, SendingEnd, WorkerOrder, WorkerReport } from './messages.ts';
import { kernelDrops, openSocket } from './socket.ts';

const REPORT_MS = 50;

/** A loop that is held up for so long has missed its turn, and packets with it. */
const STALL_MS = 10;

/** Nothing came back for so long, though something was sent: nobody is there, or everything is dropped. */
const SILENCE_MS = 1500;

/** Hardly an answer takes so much longer than the slowest of thousands. */
const PATIENCE_ROUND_TRIPS = 4;
const LEAST_PATIENCE_MS = 250;

/** A Session-Sender (RFC 8762 §4.2) that goes as fast as the path bears, until it is told to stop. */
export class Sender {
  readonly #task: SenderTask;
  readonly #port: MessagePort;
  readonly #socket: Socket;
  readonly #tally: Tally;
  readonly #pace: Pace;
  readonly #codec: StampCodec;
  readonly #packet: Buffer;
  #startedMs = 0;
  #reportedMs = 0;
  #heardMs = 0;
  #turnMs = 0;
  #stalls = 0;
  #longestStallMs = 0;
  #end: SendingEnd | undefined;
  #endedMs = 0;

  constructor(task: SenderTask, port: MessagePort) {
    this.#task = task;
    this.#codec = codecFor(task.key);
    this.#packet = Buffer.alloc(this.#codec.packetBytes);
    this.#port = port;
    this.#socket = openSocket(task.address);
    this.#tally = new Tally(task.tMaxMs);
    this.#pace = createPace(task.topRatePps, { isKnown: task.isKnownPath });
  }

  start(): void {
    const { from, address, port } = this.#task;
    this.#socket.bind(0, from);
    this.#socket.on('message', (bytes) => {
      const atMs = now();
      const packet = this.#codec.readReflector(bytes);
      if (packet === undefined || !this.#isOurs(packet.ssid)) return;
      this.#heardMs = atMs;
      this.#tally.answer(packet, atMs, atMs - this.#turnMs);
    });
    // An ICMP error is silence, as far as the stream goes: the count shows it.
    this.#socket.on('error', () => undefined);
    this.#port.on('message', (order: WorkerOrder) => {
      this.#obey(order);
    });
    this.#socket.connect(port, address, () => {
      this.#startedMs = now();
      this.#heardMs = this.#startedMs;
      this.#turnMs = this.#startedMs;
      this.#turn();
    });
  }

  /** A reflector without a key may know nothing of sessions: then it says 0 (RFC 8972 §3). */
  #isOurs(ssid: number): boolean {
    return ssid === this.#task.ssid || (ssid === 0 && this.#task.key === undefined);
  }

  #obey(order: WorkerOrder): void {
    if (order.order === 'stop') this.#stop('stopped');
    if (order.order === 'resume') this.#resume();
    if (order.order !== 'finish') return;
    this.#tally.finish(order);
    this.#tell({ report: 'done', sample: this.#tally.sample(), host: this.#host() });
    this.#socket.close();
    this.#port.close();
  }

  /** One round of the loop: send what is due, look what came, say so now and then. */
  #turn(): void {
    const atMs = now();
    this.#noteStall(atMs);
    if (this.#end === undefined) this.#send(atMs);
    this.#tally.settle(atMs);
    if (atMs - this.#reportedMs >= REPORT_MS) this.#report(atMs);
    if (this.#isOver(atMs)) return;
    // A timer wakes up a millisecond late: at high rates the loop spins, for the few seconds that it takes.
    if (this.#pace.isFast() && this.#end === undefined)
      setImmediate(() => {
        this.#turn();
      });
    else
      setTimeout(() => {
        this.#turn();
      }, 1);
  }

  #noteStall(atMs: number): void {
    const lateMs = atMs - this.#turnMs;
    if (lateMs > STALL_MS) {
      this.#stalls += 1;
      this.#longestStallMs = Math.max(this.#longestStallMs, lateMs);
      this.#pace.skip(atMs);
    }
    this.#turnMs = atMs;
  }

  #send(atMs: number): void {
    const { ssid, clock, mostPackets, mostMs } = this.#task;
    if (this.#tally.sent >= mostPackets || atMs - this.#startedMs >= mostMs) this.#stop('budget');
    else if (atMs - this.#heardMs > SILENCE_MS) this.#stop('silence');
    const left = Math.min(this.#pace.due(atMs), mostPackets - this.#tally.sent);
    for (let due = left; due > 0 && this.#tally.hasRoom; due -= 1) {
      const sentMs = now();
      const sequence = this.#tally.sent;
      const packet = { sequence, sentMs, ssid, ...clock, sent: sequence + 1 };
      this.#codec.writeSender(this.#packet, packet);
      this.#tally.send(sentMs);
      this.#socket.send(Buffer.from(this.#packet));
    }
  }

  #stop(why: SendingEnd): void {
    if (this.#end !== undefined) return;
    this.#end = why;
    this.#endedMs = now();
  }

  #resume(): void {
    const atMs = now();
    this.#end = undefined;
    this.#heardMs = atMs;
    this.#turnMs = atMs;
    this.#pace.skip(atMs);
    this.#turn();
  }

  #report(atMs: number): void {
    this.#reportedMs = atMs;
    const sample = this.#tally.sample(atMs - this.#patienceMs());
    const longestLoss = sample.forward.longest + sample.reverse.longest;
    this.#pace.adapt({ longestLoss, longestRttMs: this.#tally.longestRttMs }, atMs);
    this.#tell({ report: 'sample', sample, host: this.#host() });
  }

  /** Once nothing is on its way any more, or has been for too long. */
  #isOver(atMs: number): boolean {
    if (this.#end === undefined) return false;
    const waitedMs = atMs - this.#endedMs;
    if (this.#tally.outstanding > 0 && waitedMs < this.#patienceMs()) return false;
    this.#tell({ report: 'sent', why: this.#end, sample: this.#tally.sample(Infinity) });
    return true;
  }

  /** Where nothing has come back there is nothing to compare with: then all of T_max. */
  #patienceMs(): number {
    const { longestRttMs } = this.#tally;
    if (longestRttMs === 0) return this.#task.tMaxMs;
    const patienceMs = Math.max(LEAST_PATIENCE_MS, PATIENCE_ROUND_TRIPS * longestRttMs);
    return Math.min(this.#task.tMaxMs, patienceMs);
  }

  #host(): HostNoise {
    return {
      receiveBufferBytes: this.#socket.getRecvBufferSize(),
      drops: kernelDrops(this.#socket.address().port),
      stalls: this.#stalls,
      longestStallMs: this.#longestStallMs,
      topRatePps: this.#pace.reachedPps(),
      durationMs: (this.#end === undefined ? now() : this.#endedMs) - this.#startedMs,
    };
  }

  #tell(report: WorkerReport): void {
    this.#port.postMessage(report);
  }
}

function now(): number {
  return performance.timeOrigin + performance.now();
}
