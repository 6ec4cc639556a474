import type { Channel } from '#core/channel.ts';
import { CannotMeasure } from '#core/check.ts';
import { faultOf } from '#core/fault.ts';
import type { Clock, Progress } from '#core/io.ts';
import type { Json } from '#core/json.ts';
import { createFrameReader, encodeFrame } from './frame.ts';
import { createQuestions } from './questions.ts';
import { type Hello, type Message, PROTOCOL, readMessage } from './messages.ts';
import { objectionTo } from './objection.ts';
import type { Request } from './requests.ts';

/** What is being done for the other side. */
export interface Serving {
  /** The number that the other side gave it. */
  readonly id: number;
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

export interface LinkOptions {
  readonly clock: Clock;
  readonly self: Pick<Hello, 'role' | 'tool' | 'checks'>;
  /** Does what the other side asks for; a throw is answered as a fault. */
  readonly serve: (request: Request, serving: Serving) => Promise<Json>;
}

export interface Asking {
  readonly signal: AbortSignal;
  readonly progress?: Progress;
}

const HELLO_MS = 5000;
const PING_MS = 5000;

/** Nothing from the other side for so long, though it was asked for a sign of life: it is lost. */
const LOST_MS = 15_000;

/** More at once than any other side of ours asks for. */
const MOST_REQUESTS = 512;

/** A side that asks on and does not read would fill this one's memory. */
const MOST_BACKLOG_BYTES = 8 * 1024 * 1024;

/** Two sides that may ask each other, over one channel. It greets at once. */
export class Link {
  /** The other side's first words. Rejects with CannotMeasure where there are none, or none that fit. */
  readonly greeted: Promise<Hello>;
  readonly #channel: Channel;
  readonly #options: LinkOptions;
  readonly #reader = createFrameReader();
  readonly #questions = createQuestions();
  readonly #serving = new Map<number, AbortController>();
  readonly #greeting = Promise.withResolvers<Hello>();
  readonly #over = new AbortController();
  readonly #endListeners: ((why: string | undefined) => void)[] = [];
  #isGreeted = false;
  #heardMs: number;

  constructor(channel: Channel, options: LinkOptions) {
    this.#channel = channel;
    this.#options = options;
    this.#heardMs = options.clock.nowMs();
    this.greeted = this.#greeting.promise;
    this.greeted.catch(() => undefined);
    channel.onBytes((piece) => {
      this.#read(piece);
    });
    channel.onClose((why) => {
      this.#end(why);
    });
    const observedAddress = channel.remoteAddress;
    this.#send({ type: 'hello', protocol: PROTOCOL, ...options.self, observedAddress });
    this.#keepAlive().catch(() => undefined);
  }

  /** The number under which the other side knows the question, and what comes of it. */
  ask(what: Request, { signal, progress }: Asking): { id: number; result: Promise<Json> } {
    const { id, result } = this.#questions.open(progress);
    this.#send({ type: 'request', id, what });
    const onAbort = (): void => {
      if (this.#questions.drop(id, signal.reason)) this.#send({ type: 'cancel', id });
    };
    const answered = new AbortController();
    result
      .finally(() => {
        answered.abort();
      })
      .catch(() => undefined);
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true, signal: answered.signal });
    return { id, result };
  }

  close(): void {
    this.#end(undefined);
  }

  /** Calls once, with what broke the link; undefined where it ended in good order. */
  onEnd(listener: (why: string | undefined) => void): void {
    this.#endListeners.push(listener);
  }

  #send(message: Message): void {
    if (this.#over.signal.aborted) return;
    this.#channel.send(encodeFrame(message));
    if (this.#channel.backlogBytes() > MOST_BACKLOG_BYTES) {
      this.#end('it does not read what it asked for');
    }
  }

  #end(why: string | undefined): void {
    if (this.#over.signal.aborted) return;
    this.#over.abort();
    const lost = lostError(this.#options.self.role, why ?? 'it hung up');
    this.#greeting.reject(lost);
    this.#questions.lose(lost);
    for (const one of this.#serving.values()) one.abort(new Error('the other side is gone'));
    this.#channel.close();
    for (const tell of this.#endListeners) tell(why);
  }

  /** Asks for a sign of life now and then, until the link is over. */
  async #keepAlive(): Promise<void> {
    const { clock } = this.#options;
    await clock.sleep(HELLO_MS, this.#over.signal);
    if (!this.#isGreeted) this.#end('it did not greet');
    for (;;) {
      await clock.sleep(PING_MS, this.#over.signal);
      if (clock.nowMs() - this.#heardMs > LOST_MS) {
        this.#end(`it was silent for ${LOST_MS / 1000} s`);
      }
      this.#send({ type: 'ping' });
    }
  }

  #read(piece: Uint8Array): void {
    this.#heardMs = this.#options.clock.nowMs();
    const reading = this.#reader.push(piece);
    if (reading.kind === 'broken') {
      this.#end(`it sent ${reading.why}`);
      return;
    }
    for (const value of reading.messages) {
      if (this.#over.signal.aborted) return;
      const understood = readMessage(value);
      const objection = understood.ok ? this.#hear(understood.message) : understood.why;
      if (objection !== undefined) this.#end(`it sent ${objection}`);
    }
  }

  /** Returns what is wrong with it. */
  #hear(message: Message): string | undefined {
    if (message.type === 'hello') return this.#greet(message);
    if (!this.#isGreeted) return `a message "${message.type}" before its hello`;
    return this.#obey(message);
  }

  #obey(message: Exclude<Message, Hello>): string | undefined {
    switch (message.type) {
      case 'request':
        return this.#take(message.id, message.what);
      case 'cancel':
        this.#cancel(message.id);
        return undefined;
      case 'progress':
      case 'result':
      case 'failed':
        this.#questions.hear(message);
        return undefined;
      case 'ping':
        this.#send({ type: 'pong' });
        return undefined;
      case 'pong':
        return undefined;
    }
  }

  #cancel(id: number): void {
    this.#serving.get(id)?.abort(new Error('the other side no longer wants it'));
  }

  #greet(hello: Hello): string | undefined {
    if (this.#isGreeted) return 'a second hello';
    const objection = objectionTo(hello, this.#options.self);
    if (objection !== undefined) {
      this.#greeting.reject(objection);
      return `a hello that does not fit. ${objection.message}`;
    }
    this.#isGreeted = true;
    this.#greeting.resolve(hello);
    return undefined;
  }

  #take(id: number, what: Request): string | undefined {
    if (this.#serving.has(id)) return `question ${id} twice`;
    if (this.#serving.size >= MOST_REQUESTS) return 'too many questions at once';
    const own = new AbortController();
    this.#serving.set(id, own);
    const progress = (fraction: number, note: string): void => {
      this.#send({ type: 'progress', id, fraction: Math.min(1, Math.max(0, fraction)), note });
    };
    this.#options
      .serve(what, { id, signal: own.signal, progress })
      .then((value) => {
        this.#send({ type: 'result', id, value });
      })
      .catch((thrown: unknown) => {
        this.#send({ type: 'failed', id, fault: faultOf(thrown) });
      })
      .finally(() => this.#serving.delete(id));
    return undefined;
  }
}

function lostError(role: Hello['role'], why: string): CannotMeasure {
  const other = role === 'host' ? 'peer' : 'host';
  return new CannotMeasure(
    `The ${other} was lost: ${why}.`,
    `Start the ${other} again, and look at why it ended: what it printed says.`,
  );
}
