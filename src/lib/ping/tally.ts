import type { LossPeriods, Refusal, StreamSample } from '#core/stream.ts';
import { createHistogram } from '#lib/statistics/histogram.ts';
import { createJitter } from '#lib/statistics/jitter.ts';
import { createLevels } from '#lib/statistics/levels.ts';
import { createLossCounter } from '#lib/statistics/loss-periods.ts';
import type { PingDialect, PingEvent } from './event.ts';

/** Closer packets queue behind each other (the selection of RFC 3393 §3.6), as in a stream of STAMP. */
const JITTER_SPACING_MS = 20;

/** Other kinds of refusals are few. */
const MOST_REFUSALS = 16;

type Summary = Extract<PingEvent, { kind: 'summary' }>;
type Reply = Extract<PingEvent, { kind: 'reply' }>;

/** What one run of ping said. */
export interface Batch {
  readonly events: readonly PingEvent[];
  readonly dialect: PingDialect;
  readonly intervalMs: number;
}

/** Adds up runs of ping with one target. Memory does not grow with their number. */
export class PingTally {
  readonly #roundTrip = createLossCounter();
  readonly #rtt = createHistogram();
  readonly #levels = createLevels();
  readonly #jitter = createJitter();
  readonly #refusals = new Map<string, Refusal>();
  #sent = 0;
  #received = 0;
  #duplicates = 0;
  #reordered = 0;

  add({ events, dialect, intervalMs }: Batch): void {
    const replies = events.filter((event) => event.kind === 'reply');
    const firsts = replies.filter(({ isDuplicate }) => !isDuplicate);
    this.#duplicates += replies.length - firsts.length;
    this.#time(firsts, intervalMs);
    for (const event of events) this.#refuse(event);
    const summary = events.find((event) => event.kind === 'summary');
    if (summary !== undefined) this.#count(summary, firsts, dialect);
  }

  get refusals(): readonly Refusal[] {
    return [...this.#refusals.values()];
  }

  /** An answer to an echo request does not tell in which direction another was lost. */
  sample(): StreamSample {
    const jitter = createJitter().jitter();
    return {
      ...{ sent: this.#sent, received: this.#received, duplicates: this.#duplicates },
      ...{ late: 0, untimed: 0, reordered: this.#reordered },
      ...{ forward: NOTHING, reverse: NOTHING, roundTrip: this.#roundTrip.periods() },
      ...{ rttMs: this.#rtt.histogram(), levelsMs: this.#levels.levels() },
      ...{ rttJitter: this.#jitter.jitter(), forwardJitter: jitter, reverseJitter: jitter },
    };
  }

  #time(replies: readonly Reply[], intervalMs: number): void {
    const step = Math.max(1, Math.ceil(JITTER_SPACING_MS / intervalMs));
    let highest = -Infinity;
    let compared = -Infinity;
    for (const { sequence, rttMs } of replies) {
      this.#rtt.add(rttMs);
      this.#levels.add(rttMs);
      if (sequence < highest) this.#reordered += 1;
      highest = Math.max(highest, sequence);
      if (sequence < compared + step) continue;
      compared = sequence;
      this.#jitter.add(rttMs);
    }
  }

  #count({ transmitted }: Summary, replies: readonly Reply[], dialect: PingDialect): void {
    const answered = new Set(replies.map(({ sequence }) => sequence));
    const first = dialect === 'iputils' ? 1 : 0;
    for (let sequence = first; sequence < first + transmitted; sequence += 1) {
      this.#roundTrip.add(!answered.has(sequence));
    }
    this.#sent += transmitted;
    this.#received += Math.min(transmitted, answered.size);
  }

  #refuse(event: PingEvent): void {
    const refusal = refusalOf(event);
    if (refusal === undefined) return;
    const key = `${refusal.what} ${refusal.from}`;
    const known = this.#refusals.get(key);
    if (known === undefined && this.#refusals.size >= MOST_REFUSALS) return;
    this.#refusals.set(key, { ...refusal, count: (known?.count ?? 0) + 1 });
  }
}

const NOTHING: LossPeriods = createLossCounter().periods();

function refusalOf(event: PingEvent): Refusal | undefined {
  if (event.kind === 'unreachable') return { what: event.text, from: event.from, count: 1 };
  if (event.kind === 'ttl-exceeded')
    return { what: 'Time to live exceeded', from: event.from, count: 1 };
  if (event.kind === 'frag-needed') {
    const mtu = event.mtuBytes === null ? '' : ` (MTU ${event.mtuBytes})`;
    return { what: `Fragmentation needed${mtu}`, from: event.from, count: 1 };
  }
  if (event.kind === 'failure' && event.cause === 'no-route') {
    return { what: event.text, from: 'this host', count: 1 };
  }
  return undefined;
}
