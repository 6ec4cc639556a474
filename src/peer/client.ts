import type { Channel } from '#core/channel.ts';
import { CannotMeasure } from '#core/check.ts';
import type { Clock } from '#core/io.ts';
import type { Json } from '#core/json.ts';
import type { Peer, PeerRequest } from '#core/peer.ts';
import type { Fault } from '#core/report.ts';
import { createFrameReader, encodeFrame } from './frame.ts';
import { type Answer, PROTOCOL, readAnswer, type Request } from './messages.ts';

type Welcome = Extract<Answer, { type: 'welcome' }>;

/** A peer that has answered. */
export interface ConnectedPeer extends Peer {
  readonly welcome: Welcome;
  close(): void;
}

const WELCOME_MS = 5000;
const PING_MS = 5000;

/** Nothing from the peer for so long, though it was asked for a sign of life: it is lost. */
const LOST_MS = 15_000;

const RESTART = 'Start the peer again, and look at why it ended: its audit log says.';

interface Waiting {
  readonly request: PeerRequest;
  readonly resolve: (measurement: Json) => void;
  readonly reject: (error: Error) => void;
}

interface Greeting {
  readonly tool: string;
  readonly clock: Clock;
}

/**
 * Greets the peer at the other end of a channel. Rejects with CannotMeasure where it does not greet back, or is
 * of another version.
 */
export async function greetPeer(
  channel: Channel,
  { tool, clock }: Greeting,
): Promise<ConnectedPeer> {
  const connection = new Connection(channel, clock);
  channel.send(encodeFrame({ type: 'hello', protocol: PROTOCOL, tool } satisfies Request));
  const welcome = await connection.welcomed();
  if (welcome.protocol !== PROTOCOL) {
    connection.close();
    throw mismatch(tool, welcome);
  }
  connection.keepAlive();
  return {
    welcome,
    close: () => {
      connection.close();
    },
    objection: (check) =>
      welcome.checks.includes(check)
        ? undefined
        : `the peer (${welcome.tool}) has no check ${check}: upgrade it`,
    measure: (request, signal) => connection.measure(request, signal),
  };
}

/** One channel to a peer, and the measurements that are under way over it. */
class Connection {
  readonly #channel: Channel;
  readonly #clock: Clock;
  readonly #reader = createFrameReader();
  readonly #waiting = new Map<number, Waiting>();
  readonly #over = new AbortController();
  readonly #welcome = Promise.withResolvers<Welcome>();
  #lost: CannotMeasure | undefined;
  #heardMs: number;
  #lastId = 0;

  constructor(channel: Channel, clock: Clock) {
    this.#channel = channel;
    this.#clock = clock;
    this.#heardMs = clock.nowMs();
    channel.onBytes((piece) => {
      this.#read(piece);
    });
    channel.onClose((why) => {
      this.#lose(why ?? 'it hung up');
    });
  }

  async welcomed(): Promise<Welcome> {
    const enough = new AbortController();
    const late = this.#clock.sleep(WELCOME_MS, enough.signal).then(() => {
      throw new CannotMeasure('The peer did not greet back.', RESTART);
    });
    late.catch(() => undefined);
    try {
      return await Promise.race([this.#welcome.promise, late]);
    } finally {
      enough.abort();
    }
  }

  measure(request: PeerRequest, signal: AbortSignal): Promise<Json> {
    if (this.#lost !== undefined) return Promise.reject(this.#lost);
    this.#lastId += 1;
    const id = this.#lastId;
    const { promise, resolve, reject } = Promise.withResolvers<Json>();
    this.#waiting.set(id, { request, resolve, reject });
    signal.addEventListener('abort', () => {
      if (!this.#waiting.delete(id)) return;
      this.#send({ type: 'cancel', id });
      reject(signal.reason instanceof Error ? signal.reason : new Error(String(signal.reason)));
    });
    const { check, target, deadlineMs } = request;
    this.#send({ type: 'measure', id, check, target, deadlineMs });
    return promise;
  }

  /** Asks for a sign of life now and then, until the channel is closed. */
  keepAlive(): void {
    this.#clock.sleep(PING_MS, this.#over.signal).then(
      () => {
        if (this.#clock.nowMs() - this.#heardMs > LOST_MS) {
          this.#lose(`it was silent for ${LOST_MS / 1000} s`);
          return;
        }
        this.#send({ type: 'ping' });
        this.keepAlive();
      },
      () => undefined,
    );
  }

  close(): void {
    this.#over.abort();
    this.#channel.close();
  }

  #send(request: Request): void {
    this.#channel.send(encodeFrame(request));
  }

  #read(piece: Uint8Array): void {
    this.#heardMs = this.#clock.nowMs();
    const reading = this.#reader.push(piece);
    if (reading.kind === 'broken') {
      this.#lose(`it sent ${reading.why}`);
      return;
    }
    for (const value of reading.messages) {
      const understood = readAnswer(value);
      if (understood.ok) this.#hear(understood.message);
      else this.#lose(`it sent ${understood.why}`);
    }
  }

  #hear(answer: Answer): void {
    if (answer.type === 'welcome') {
      this.#welcome.resolve(answer);
      return;
    }
    const one = answer.type === 'pong' ? undefined : this.#waiting.get(answer.id);
    if (answer.type === 'pong' || one === undefined) return; // or it was cancelled, and two messages crossed
    if (answer.type === 'progress') {
      one.request.progress(answer.fraction, answer.note);
      return;
    }
    this.#waiting.delete(answer.id);
    if (answer.type === 'measured') one.resolve(answer.measurement);
    else one.reject(errorOf(answer.fault));
  }

  #lose(why: string): void {
    if (this.#lost !== undefined) return;
    this.#lost = new CannotMeasure(`The peer was lost: ${why}.`, RESTART);
    this.#welcome.promise.catch(() => undefined);
    this.#welcome.reject(this.#lost);
    for (const one of this.#waiting.values()) one.reject(this.#lost);
    this.#waiting.clear();
    this.close();
  }
}

/** A bug at the far side keeps its stack; anything else is its environment's fault. */
function errorOf(fault: Fault): Error {
  if (fault.kind === 'bug') {
    const error = new Error(`at the peer: ${fault.message}`);
    error.stack = fault.stack;
    return error;
  }
  return new CannotMeasure(fault.message, fault.fix);
}

function mismatch(tool: string, welcome: Welcome): CannotMeasure {
  const older = welcome.protocol < PROTOCOL ? 'the peer' : 'this host';
  return new CannotMeasure(
    `This host has ${tool} (protocol ${PROTOCOL}), the peer ${welcome.tool} (protocol ${welcome.protocol}).`,
    `Upgrade hybrid-preflight at ${older}: both sides must speak the same protocol.`,
  );
}
