import { countersIn } from './counters.ts';

/**
 * One connection to the server; a mount with nconnect has several. Mounts of one server share their connections, so
 * that these numbers are of all of them together.
 */
export type RpcTransport = {
  /** `tcp`, `udp`, `rdma` or `local`. */
  readonly protocol: string;
  /** How often it was connected; null for udp, which never is. */
  readonly connects: number | null;
  readonly sends: number;
  readonly receives: number;
  /** Answers that belong to no request: to one that was sent again, most often. */
  readonly badXids: number;
  /** Sums, one addend for each send: requests that waited for a free slot. */
  readonly backlog: number;
  /** The most requests that were under way at once; null before Linux 3.2 and for rdma. */
  readonly mostSlots: number | null;
};

/** Where the numbers of a line stand, counted from 0. */
type Places = {
  readonly connects: number | null;
  readonly sends: number;
  readonly mostSlots: number | null;
};

/**
 * The print_stats functions of net/sunrpc/xprtsock.c and xprtrdma/transport.c. Each generation only added numbers at
 * the end: slots and two queues for sockets, ever more counters of its own for rdma.
 */
const PLACES: { readonly [protocol: string]: Places } = {
  // port, binds, connects, time to connect, idle time, then the common ones.
  tcp: { connects: 2, sends: 5, mostSlots: 10 },
  rdma: { connects: 2, sends: 5, mostSlots: null },
  // port, binds.
  udp: { connects: null, sends: 2, mostSlots: 7 },
  // As tcp, without a port.
  local: { connects: 1, sends: 4, mostSlots: 9 },
};

const LINE = /^\s*xprt:\s+([a-z]{1,10})\s+(-?\d[-\d\s]{0,1000})$/;

/** Returns what a line `xprt: tcp 0 0 2 0 0 130 130 0 171 0 2 1 40` says, null if it is none or of an unknown kind. */
export function transportOf(line: string): RpcTransport | null {
  const [, protocol = '', numbers = ''] = LINE.exec(line) ?? [];
  const places = Object.hasOwn(PLACES, protocol) ? PLACES[protocol] : undefined;
  const counters = countersIn(numbers);
  if (places === undefined || counters === null) return null;
  return counters.length < places.sends + COMMON ? null : told(protocol, counters, places);
}

/** Sends, receives, bad XIDs, requests, backlog. */
const COMMON = 5;

function told(protocol: string, counters: readonly number[], places: Places): RpcTransport {
  const known = (place: number | null): number | null =>
    place === null ? null : (counters[place] ?? null);
  const common = (index: number): number => counters[places.sends + index] ?? 0;
  return {
    protocol,
    connects: known(places.connects),
    sends: common(0),
    receives: common(1),
    badXids: common(2),
    backlog: common(4),
    mostSlots: known(places.mostSlots),
  };
}
