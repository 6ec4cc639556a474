import type { ReflectAt, Side, Watched } from '#core/far.ts';
import type { Clock } from '#core/io.ts';
import type { Json } from '#core/json.ts';
import type { ReflectorCounts } from '#core/stream.ts';
import type { Act } from './admit.ts';
import type {
  BorrowResult,
  Iperf3Result,
  ListenResult,
  ReflectResult,
  SideRequest,
} from './requests.ts';
import type { SidePolicy } from './side-policy.ts';

export interface SideServiceOptions {
  readonly near: Side;
  /** This side's own address, and the other's, as the link knows them. */
  readonly ends: ReflectAt;
  readonly clock: Clock;
  readonly policy: SidePolicy;
  readonly audit: (act: Act) => void;
}

/** More at once than any other side of ours asks for. */
const MOST_LEASES = 512;

/** Longer than any case takes to use it; whoever forgets to release it does not keep it. */
const LEASE_MS = 180_000;

type Held = { readonly release: () => Promise<void> } & Partial<Pick<Watched, 'arrivals'>> & {
    readonly counts?: (signal: AbortSignal) => Promise<ReflectorCounts | undefined>;
  };
type Of<Kind> = Extract<SideRequest, { kind: Kind }>;

const TOO_MANY = { kind: 'unwilling', why: 'too many ports are lent already' } as const;
const NO_SIDE = { kind: 'unwilling', why: 'it has no network of its own' } as const;

/** Does for the other side what it asks for, as far as the policy goes. */
export class SideService {
  readonly #options: SideServiceOptions;
  readonly #held = new Map<number, Held>();
  readonly #over = new AbortController();

  constructor(options: SideServiceOptions) {
    this.#options = options;
  }

  serve(request: SideRequest, id: number, signal: AbortSignal): Promise<Json> {
    return 'lease' in request ? this.#tend(request, signal) : this.#begin(request, id, signal);
  }

  /** What is asked of something that is lent. */
  async #tend(
    { kind, lease }: Extract<SideRequest, { lease: number }>,
    signal: AbortSignal,
  ): Promise<Json> {
    const held = this.#held.get(lease);
    switch (kind) {
      case 'arrivals':
        return (await held?.arrivals?.(signal)) ?? { from: [], halfOpen: [] };
      case 'counts':
        return (await held?.counts?.(signal)) ?? null;
      case 'release':
        await this.#release(lease);
        return null;
    }
  }

  async #begin(
    request: Exclude<SideRequest, { lease: number }>,
    id: number,
    signal: AbortSignal,
  ): Promise<Json> {
    switch (request.kind) {
      case 'listen':
        return this.#listen(request, id, signal);
      case 'borrow':
        return this.#borrow(request, id, signal);
      case 'connect':
        return this.#connect(request, signal);
      case 'reflect':
        return this.#reflect(id, signal);
      case 'iperf3':
        return this.#iperf3(request, id, signal);
    }
  }

  /** Gives back all that is still lent. */
  async close(): Promise<void> {
    this.#over.abort();
    await Promise.all([...this.#held.keys()].map((id) => this.#release(id)));
  }

  async #listen(
    { within, protocol, address, port }: Of<'listen'>,
    id: number,
    signal: AbortSignal,
  ): Promise<ListenResult> {
    const { near, policy } = this.#options;
    const at = { protocol, address, port };
    const why = policy.listen(within, at);
    this.#audit('listen', `${protocol}/${address}:${port}`, why);
    if (why !== undefined) return { kind: 'unwilling', why };
    const listening = await near.listen(at, signal);
    if (listening.kind === 'nobody') return NO_SIDE;
    if (!('release' in listening)) return listening;
    if (!(await this.#hold(id, listening))) return TOO_MANY;
    if (listening.kind === 'in-use') return { kind: 'in-use', by: listening.by };
    const { ask, answer } = listening;
    return { kind: 'listening', ask: base64(ask), answer: base64(answer) };
  }

  async #borrow(
    { within, network }: Of<'borrow'>,
    id: number,
    signal: AbortSignal,
  ): Promise<BorrowResult> {
    const { near, policy } = this.#options;
    const why = policy.borrow(within, network);
    this.#audit('borrow', network, why);
    if (why !== undefined) return { kind: 'unwilling', why };
    const borrowed = await near.borrowAddress(network, signal);
    if (borrowed.kind === 'nobody') return NO_SIDE;
    if (borrowed.kind === 'unwilling') return borrowed;
    const isHeld = await this.#hold(id, borrowed);
    return isHeld ? { kind: 'borrowed', address: borrowed.address } : TOO_MANY;
  }

  async #reflect(id: number, signal: AbortSignal): Promise<ReflectResult> {
    const { near, policy, ends } = this.#options;
    const why = policy.reflect();
    this.#audit('reflect', ends.address, why);
    if (why !== undefined) return { kind: 'unwilling', why };
    const reflecting = await near.reflect(ends, signal);
    if (reflecting.kind === 'nobody') return NO_SIDE;
    if (reflecting.kind === 'unwilling') return reflecting;
    if (!(await this.#hold(id, reflecting))) return TOO_MANY;
    const { port, key, ssid } = reflecting;
    return { kind: 'reflecting', port, key: base64(key), ssid };
  }

  async #iperf3(
    { from, to }: Of<'iperf3'>,
    id: number,
    signal: AbortSignal,
  ): Promise<Iperf3Result> {
    const { near, policy, ends } = this.#options;
    const why = policy.iperf3({ from, to });
    this.#audit('iperf3', `${ends.address}:${from}-${to}`, why);
    if (why !== undefined) return { kind: 'unwilling', why };
    const serving = await near.serveIperf3({ address: ends.address, from, to }, signal);
    if (serving.kind === 'nobody') return NO_SIDE;
    if (serving.kind === 'unwilling') return serving;
    const { port, version } = serving;
    return (await this.#hold(id, serving)) ? { kind: 'serving', port, version } : TOO_MANY;
  }

  async #connect(
    { within, address, port, timeoutMs }: Of<'connect'>,
    signal: AbortSignal,
  ): Promise<Json> {
    const { near, policy } = this.#options;
    const to = { address, port };
    const why = policy.connect(within, to);
    this.#audit('tcp.connect', `${address}:${port}`, why);
    if (why !== undefined) return null;
    return (await near.connect(to, { timeoutMs }, signal)) ?? null;
  }

  /** Keeps it for the other side; what comes too late, or is one too many, goes back at once. */
  async #hold(id: number, one: Held): Promise<boolean> {
    if (this.#over.signal.aborted || this.#held.size >= MOST_LEASES || this.#held.has(id)) {
      await one.release();
      return false;
    }
    this.#held.set(id, one);
    this.#options.clock.sleep(LEASE_MS, this.#over.signal).then(
      () => this.#release(id),
      () => undefined,
    );
    return true;
  }

  async #release(id: number): Promise<void> {
    const one = this.#held.get(id);
    this.#held.delete(id);
    await one?.release();
  }

  #audit(act: Act['act'], to: string, objection: string | undefined): void {
    this.#options.audit({ act, to, allowed: objection === undefined });
  }
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
