import type { Endpoint } from '#core/endpoint.ts';
import type {
  Arrivals,
  Borrowed,
  Far,
  Iperf3At,
  Iperf3Serving,
  ListenAt,
  Listening,
  ReflectAt,
  Reflecting,
  Watched,
} from '#core/far.ts';
import type { Json } from '#core/json.ts';
import type { ReflectorCounts } from '#core/stream.ts';
import type { TcpOutcome } from '#core/tcp.ts';
import type { Link } from './link.ts';
import {
  type BorrowResult,
  type Iperf3Result,
  type ListenResult,
  type ReflectResult,
  RESULTS,
  type SideRequest,
} from './requests.ts';

export interface FarOptions {
  readonly link: Link;
  /** The other side's address as it is seen here. */
  readonly address: string;
  readonly ownAddress: string;
  /** The measurement that this is for, by the number that the other side gave it; 0 at the host. */
  readonly within: number;
}

const NONE: Arrivals = { from: [], halfOpen: [] };

/** The other side of a link. One that is lost, or answers nonsense, is unwilling: that breaks no case. */
export class FarOverLink implements Far {
  readonly address: string;
  readonly ownAddress: string;
  readonly #link: Link;
  readonly #within: number;

  constructor({ link, address, ownAddress, within }: FarOptions) {
    this.address = address;
    this.ownAddress = ownAddress;
    this.#link = link;
    this.#within = within;
  }

  async listen(at: ListenAt, signal: AbortSignal): Promise<Listening> {
    try {
      const request = { kind: 'listen', within: this.#within, ...at } as const;
      const { id, value } = await this.#ask(request, signal);
      const said = value as ListenResult; // its schema has just said so
      if (said.kind === 'in-use') return { ...said, ...this.#watched(id) };
      if (said.kind !== 'listening') return said;
      const ask = Buffer.from(said.ask, 'base64');
      const answer = Buffer.from(said.answer, 'base64');
      return { kind: 'listening', ask, answer, ...this.#watched(id) };
    } catch (error) {
      return unlessAborted(signal, error, unwilling(error));
    }
  }

  async connect(
    to: Endpoint,
    { timeoutMs }: { readonly timeoutMs: number },
    signal: AbortSignal,
  ): Promise<TcpOutcome | undefined> {
    try {
      const request = { kind: 'connect', within: this.#within, ...to, timeoutMs } as const;
      const { value } = await this.#ask(request, signal);
      return (value as TcpOutcome | null) ?? undefined;
    } catch (error) {
      return unlessAborted<TcpOutcome | undefined>(signal, error, undefined);
    }
  }

  async borrowAddress(network: string, signal: AbortSignal): Promise<Borrowed> {
    try {
      const request = { kind: 'borrow', within: this.#within, network } as const;
      const { id, value } = await this.#ask(request, signal);
      const said = value as BorrowResult;
      if (said.kind !== 'borrowed') return said;
      return { ...said, release: () => this.#release(id) };
    } catch (error) {
      return unlessAborted(signal, error, unwilling(error));
    }
  }

  async reflect(_at: ReflectAt, signal: AbortSignal): Promise<Reflecting> {
    try {
      const request = { kind: 'reflect', within: this.#within } as const;
      const { id, value } = await this.#ask(request, signal);
      const said = value as ReflectResult;
      if (said.kind !== 'reflecting') return said;
      const key = Buffer.from(said.key, 'base64');
      const counts = (own: AbortSignal) => this.#counts(id, own);
      return { ...said, key, counts, release: () => this.#release(id) };
    } catch (error) {
      return unlessAborted(signal, error, unwilling(error));
    }
  }

  async serveIperf3({ from, to }: Iperf3At, signal: AbortSignal): Promise<Iperf3Serving> {
    try {
      const request = { kind: 'iperf3', within: this.#within, from, to } as const;
      const { id, value } = await this.#ask(request, signal);
      const said = value as Iperf3Result;
      if (said.kind !== 'serving') return said;
      return { ...said, release: () => this.#release(id) };
    } catch (error) {
      return unlessAborted(signal, error, unwilling(error));
    }
  }

  async #counts(lease: number, signal: AbortSignal): Promise<ReflectorCounts | undefined> {
    try {
      const { value } = await this.#ask({ kind: 'counts', lease }, signal);
      return (value as ReflectorCounts | null) ?? undefined;
    } catch (error) {
      return unlessAborted<ReflectorCounts | undefined>(signal, error, undefined);
    }
  }

  #watched(lease: number): Watched {
    return {
      arrivals: async (signal) => {
        try {
          const { value } = await this.#ask({ kind: 'arrivals', lease }, signal);
          return value as Arrivals;
        } catch (error) {
          return unlessAborted(signal, error, NONE);
        }
      },
      release: () => this.#release(lease),
    };
  }

  /** Nobody waits for it: the other side gives everything back when the link ends, too. */
  #release(lease: number): Promise<void> {
    this.#link.ask({ kind: 'release', lease }, { signal: new AbortController().signal });
    return Promise.resolve();
  }

  async #ask(
    request: Exclude<SideRequest, { kind: 'release' }>,
    signal: AbortSignal,
  ): Promise<{ readonly id: number; readonly value: Json }> {
    const { id, result } = this.#link.ask(request, { signal });
    try {
      const value = await result;
      const [objection] = RESULTS[request.kind](value);
      if (objection === undefined) return { id, value };
      throw new Error(`the other side answered nonsense: ${objection}`);
    } catch (error) {
      await this.#release(id); // it may have been done all the same
      throw error;
    }
  }
}

function unwilling(error: unknown) {
  return {
    kind: 'unwilling',
    why: error instanceof Error ? error.message : String(error),
  } as const;
}

/** An aborted case ends; any other trouble with the other side is only one answer less. */
function unlessAborted<Value>(signal: AbortSignal, error: unknown, otherwise: Value): Value {
  if (signal.aborted) throw error;
  return otherwise;
}
