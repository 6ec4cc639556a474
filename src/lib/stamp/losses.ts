import type { LossPeriods } from '#core/stream.ts';
import { createLossCounter, type LossCounter } from '#lib/statistics/loss-periods.ts';

/** Losses of each direction and of both together, told in the order of the packets. */
export class Losses {
  readonly #forward: LossCounter;
  readonly #reverse: LossCounter;
  readonly #roundTrip: LossCounter;
  /** Given up since the last answer: the next tells on which way they were lost. */
  #missing = 0;
  #lastAnswer = 0;

  constructor(before?: Losses) {
    this.#forward = createLossCounter(before?.forward());
    this.#reverse = createLossCounter(before?.reverse());
    this.#roundTrip = createLossCounter(before?.roundTrip());
    this.#missing = before === undefined ? 0 : before.#missing;
    this.#lastAnswer = before === undefined ? 0 : before.#lastAnswer;
  }

  forward(): LossPeriods {
    return this.#forward.periods();
  }

  reverse(): LossPeriods {
    return this.#reverse.periods();
  }

  roundTrip(): LossPeriods {
    return this.#roundTrip.periods();
  }

  /** Takes the next packet as answered; `answer` is the reflector's number of it, from 1. */
  deliver(answer: number): void {
    // Answers between this one and the last were sent and did not come.
    this.#lose(Math.max(0, answer - this.#lastAnswer - 1));
    this.#lastAnswer = Math.max(this.#lastAnswer, answer);
    this.#forward.add(false);
    this.#reverse.add(false);
    this.#roundTrip.add(false);
  }

  /** Takes the next packet as one that was never answered. */
  miss(): void {
    this.#missing += 1;
  }

  /** Ends the count: `farSent` is how many answers the reflector has sent, where it has told. */
  finish(farSent = this.#lastAnswer): void {
    this.#lose(Math.max(0, farSent - this.#lastAnswer));
  }

  /** Of those that are missing, so many were answered. */
  #lose(answered: number): void {
    const lostBack = Math.min(this.#missing, answered);
    repeat(this.#roundTrip, true, this.#missing);
    repeat(this.#forward, true, this.#missing - lostBack);
    repeat(this.#forward, false, lostBack);
    repeat(this.#reverse, true, lostBack);
    this.#missing = 0;
  }
}

function repeat(counter: LossCounter, isLost: boolean, times: number): void {
  for (let time = 0; time < times; time += 1) counter.add(isLost);
}
