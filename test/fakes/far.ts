import type { Arrivals, Far, Listening } from '#core/far.ts';
import type { TcpOutcome } from '#core/tcp.ts';
import { encodeAsk, encodeEcho } from '#lib/echo.ts';
import type { Say } from './tcp.ts';

const ASK_NONCE = Buffer.alloc(16, 1);
const ANSWER_NONCE = Buffer.alloc(16, 2);

const NONE: Arrivals = { from: [], halfOpen: [] };

export interface FakeFarOptions {
  readonly address?: string;
  /** What it does when it is to listen, by `address:port`; without an entry, the address is not its own. */
  readonly ports?: Readonly<
    Record<string, 'listens' | { readonly inUseBy: string } | { readonly unwilling: string }>
  >;
  /** What it saw come, by `address:port`. */
  readonly arrivals?: Readonly<Record<string, Partial<Arrivals>>>;
  /** How it fares itself with other places. */
  readonly reaches?: Readonly<Record<string, TcpOutcome['kind']>>;
  /** The address that it lends of each network. */
  readonly lends?: Readonly<Record<string, string>>;
}

export interface FakeFar extends Far {
  /** What is lent and not given back. */
  readonly held: ReadonlySet<string>;
}

/** An imaginary other side. */
export function fakeFar({
  address = '10.20.3.10',
  ports = {},
  arrivals = {},
  reaches = {},
  lends = {},
}: FakeFarOptions): FakeFar {
  const held = new Set<string>();
  const hold = (name: string) => {
    held.add(name);
    return {
      arrivals: () => Promise.resolve({ ...NONE, ...arrivals[name] }),
      release: () => Promise.resolve(void held.delete(name)),
    };
  };
  return {
    address,
    ownAddress: '10.80.1.10',
    held,
    listen: (at): Promise<Listening> => {
      const name = `${at.address}:${at.port}`;
      const way = ports[name];
      if (way === undefined) return Promise.resolve({ kind: 'not-here' });
      if (way === 'listens') {
        const lease = { ask: encodeAsk(ASK_NONCE), answer: ANSWER_NONCE };
        return Promise.resolve({ kind: 'listening', ...lease, ...hold(name) });
      }
      if ('unwilling' in way) return Promise.resolve({ kind: 'unwilling', why: way.unwilling });
      return Promise.resolve({ kind: 'in-use', by: way.inUseBy, ...hold(name) });
    },
    connect: (to) => {
      const kind = reaches[`${to.address}:${to.port}`];
      return Promise.resolve(kind === undefined ? undefined : { kind, afterMs: 2 });
    },
    reflect: () => Promise.resolve({ kind: 'unwilling', why: 'it is imaginary' }),
    serveIperf3: () => Promise.resolve({ kind: 'unwilling', why: 'it is imaginary' }),
    borrowAddress: (network) => {
      const lent = lends[network];
      if (lent === undefined) return Promise.resolve({ kind: 'unwilling', why: 'only root may' });
      const { release } = hold(network);
      return Promise.resolve({ kind: 'borrowed', address: lent, release });
    },
  };
}

/** What a port that listens for us says to whoever comes from `source`. */
export function echoFrom(source: string): Say {
  return (_place, request) =>
    encodeAsk(ASK_NONCE).equals(request) ? encodeEcho(ANSWER_NONCE, source) : new Uint8Array();
}
