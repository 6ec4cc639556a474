import { createHistogram } from '#lib/statistics/histogram.ts';
import { createJitter } from '#lib/statistics/jitter.ts';
import { createLevels } from '#lib/statistics/levels.ts';
import type { ReflectorPacket } from './codec.ts';
import type { StreamSample } from '#core/stream.ts';
import { Losses } from './losses.ts';

/** How many packets may be on their way at once: ten thousand a second, and seconds of delay. */
const WINDOW = 65_536;

/**
 * Packets in a dense stream queue behind each other, which evens out what each met by itself: only pairs that are so far
 * apart are compared (the selection function of RFC 3393 §3.6; 20 ms is a voice codec's interval).
 */
const JITTER_SPACING_MS = 20;

/** A clock that was read so late says more of its host than of the path. */
const UNTIMED_MS = 2.5;

/** A packet's time comes back as it was sent, but for rounding: whoever has not seen the packet cannot know it. */
const ECHO_MS = 0.002;

/** What a reflector has counted of a session, which tells where the last packets were lost. */
export interface ReflectorCounts {
  readonly received: number;
  readonly sent: number;
}

/** Collects what a Session-Sender sees, in constant space; packets without an answer wait for `tMaxMs`. */
export class Tally {
  readonly #tMaxMs: number;
  readonly #sentMs = new Float64Array(WINDOW);
  /** The reflector's number of the answer to each packet, plus one; 0 where none came. */
  readonly #answers = new Uint32Array(WINDOW);
  readonly #losses = new Losses();
  readonly #rtt = createHistogram();
  readonly #levels = createLevels();
  readonly #rttJitter = createJitter();
  readonly #forwardJitter = createJitter();
  readonly #reverseJitter = createJitter();
  #sent = 0;
  #received = 0;
  #duplicates = 0;
  #reordered = 0;
  #late = 0;
  #untimed = 0;
  #highest = -1;
  /** The first packet that is neither answered nor given up. */
  #next = 0;
  #longestRttMs = 0;
  /** The least error that the reflector has told: its clock's own. What is above it is how late it was read. */
  #clockErrorMs = Infinity;
  /** When the last packet left whose delay counts for jitter. */
  #jitterMs = -Infinity;

  constructor(tMaxMs: number) {
    this.#tMaxMs = tMaxMs;
  }

  get sent(): number {
    return this.#sent;
  }

  /** Packets since the first one that may still be answered. */
  get outstanding(): number {
    return this.#sent - this.#next;
  }

  /** As far as it was timed; 0 before the first answer. */
  get longestRttMs(): number {
    return this.#longestRttMs;
  }

  /** True while there is room for another packet on its way. */
  get hasRoom(): boolean {
    return this.#sent - this.#next < WINDOW;
  }

  send(atMs: number): void {
    const slot = this.#sent % WINDOW;
    this.#sentMs[slot] = atMs;
    this.#answers[slot] = 0;
    this.#sent += 1;
  }

  /** Takes an answer; `heldUpMs` says how late this host may have been to read it. */
  answer(packet: ReflectorPacket, atMs: number, heldUpMs = 0): void {
    const { senderSequence: sequence } = packet;
    if (!this.#isEcho(packet) || !this.#isInTime(packet)) return;
    this.#received += 1;
    if (sequence < this.#highest) this.#reordered += 1;
    else this.#highest = sequence;
    this.#clockErrorMs = Math.min(this.#clockErrorMs, packet.errorMs);
    const lateMs = Math.max(heldUpMs, packet.errorMs - this.#clockErrorMs);
    if (lateMs > UNTIMED_MS) this.#untimed += 1;
    else this.#time(packet, this.#sentMs[sequence % WINDOW] ?? atMs, atMs);
  }

  /** True for the answer to a packet that was sent, and not long ago. */
  #isEcho({ senderSequence: sequence, senderSentMs }: ReflectorPacket): boolean {
    if (sequence >= this.#sent || this.#sent - sequence > WINDOW) return false;
    return Math.abs(senderSentMs - (this.#sentMs[sequence % WINDOW] ?? NaN)) < ECHO_MS;
  }

  /** True for the first answer to a packet that is not given up yet. */
  #isInTime({ senderSequence: sequence, sequence: number }: ReflectorPacket): boolean {
    const slot = sequence % WINDOW;
    if (this.#answers[slot] !== 0) {
      this.#duplicates += 1;
      return false;
    }
    this.#answers[slot] = number + 1;
    if (sequence >= this.#next) return true;
    this.#late += 1;
    return false;
  }

  /** Gives up what has waited too long. */
  settle(nowMs: number): void {
    this.#next = this.#settle(this.#losses, nowMs - this.#tMaxMs);
  }

  /** Ends the count: what is missing at the end is told apart by what the reflector has counted. */
  finish(counts: ReflectorCounts | undefined): void {
    this.settle(Infinity);
    this.#losses.finish(counts?.sent);
  }

  /**
   * Returns what was seen so far. With a time, packets that were sent before it and not answered count as lost already:
   * one that is missing must not hold up what thousands after it show.
   */
  sample(givenUpBeforeMs = -Infinity): StreamSample {
    const losses = new Losses(this.#losses);
    this.#settle(losses, givenUpBeforeMs);
    return {
      sent: this.#sent,
      received: this.#received,
      duplicates: this.#duplicates,
      late: this.#late,
      untimed: this.#untimed,
      reordered: this.#reordered,
      forward: losses.forward(),
      reverse: losses.reverse(),
      roundTrip: losses.roundTrip(),
      rttMs: this.#rtt.histogram(),
      levelsMs: this.#levels.levels(),
      rttJitter: this.#rttJitter.jitter(),
      forwardJitter: this.#forwardJitter.jitter(),
      reverseJitter: this.#reverseJitter.jitter(),
    };
  }

  /** Tells what became of packet after packet, up to the first that may still be answered. Returns its number. */
  #settle(losses: Losses, givenUpBeforeMs: number): number {
    let next = this.#next;
    for (; next < this.#sent; next += 1) {
      const slot = next % WINDOW;
      const answer = this.#answers[slot] ?? 0;
      if (answer !== 0) losses.deliver(answer);
      else if ((this.#sentMs[slot] ?? Infinity) < givenUpBeforeMs) losses.miss();
      else break;
    }
    return next;
  }

  #time(packet: ReflectorPacket, sentMs: number, atMs: number): void {
    const { receivedMs, answeredMs } = packet;
    const rttMs = Math.max(0, atMs - sentMs - (answeredMs - receivedMs));
    this.#longestRttMs = Math.max(this.#longestRttMs, rttMs);
    this.#rtt.add(rttMs);
    this.#levels.add(rttMs);
    if (sentMs - this.#jitterMs < JITTER_SPACING_MS) return;
    this.#jitterMs = sentMs;
    this.#rttJitter.add(rttMs);
    // The clocks' offset is the same in both terms of a difference.
    this.#forwardJitter.add(receivedMs - sentMs);
    this.#reverseJitter.add(atMs - answeredMs);
  }
}
