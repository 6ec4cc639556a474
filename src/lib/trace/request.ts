import { isIP } from 'node:net';
import { plainAddress } from './address.ts';

export type TraceMethod = 'udp' | 'icmp' | 'tcp';

/** What to trace and how. What is left out has the value of DEFAULTS. */
export type TraceRequest = {
  /** An IP literal: a name would cost a question to the name server, and could be an option. */
  readonly target: string;
  readonly method?: TraceMethod;
  /** The destination port. UDP without one: the program's own, which rises with every probe. */
  readonly port?: number;
  readonly sourcePort?: number;
  readonly firstTtl?: number;
  readonly maxTtl?: number;
  readonly probesPerHop?: number;
  /** How long to wait for an answer at most. */
  readonly waitMs?: number;
  /** The size of the whole IP packet. */
  readonly packetBytes?: number;
  readonly isFragmentable?: boolean;
  /** Whether it will run as root: mtr has no shorter interval than a second for others. */
  readonly isRoot?: boolean;
};

/** A request with every question answered; null is the program's own choice. */
export type CompleteRequest = {
  readonly target: string;
  readonly isIpv6: boolean;
  readonly method: TraceMethod;
  readonly port: number | null;
  readonly sourcePort: number | null;
  readonly firstTtl: number;
  readonly maxTtl: number;
  readonly probesPerHop: number;
  readonly waitMs: number;
  readonly packetBytes: number | null;
  readonly isFragmentable: boolean;
  readonly isRoot: boolean;
};

const DEFAULTS = {
  method: 'udp',
  port: null,
  sourcePort: null,
  firstTtl: 1,
  maxTtl: 30, // what all but inetutils and BSD have (64)
  probesPerHop: 2, // Linux answers 6 ICMP errors at once and then 1/s (net.ipv4.icmp_ratelimit): leave some for others
  waitMs: 1000, // more than a way around the world takes
  packetBytes: null,
  isFragmentable: true,
  isRoot: false,
} as const;

type Range = readonly [least: number, most: number];

const RANGES = {
  port: [1, 65_535],
  sourcePort: [1, 65_535],
  firstTtl: [1, 255],
  maxTtl: [1, 255],
  probesPerHop: [1, 10], // the most that Butskoy's traceroute takes
  waitMs: [50, 60_000],
  packetBytes: [68, 65_535], // RFC 791: every link carries 68
} as const satisfies { readonly [name: string]: Range };

/** Answers every question, or throws a TypeError: what cannot be meant never becomes an argument. */
export function completed(request: TraceRequest): CompleteRequest {
  const { target } = request;
  if (isIP(target) === 0 || plainAddress(target) === null || !/^[0-9A-Fa-f]|^:/.test(target)) {
    throw new TypeError(`The target of a trace is an IP address, not "${target}"`);
  }
  const complete: CompleteRequest = {
    ...DEFAULTS,
    ...request,
    target,
    isIpv6: target.includes(':'),
  };
  for (const [name, [least, most]] of Object.entries(RANGES)) {
    const value = complete[name as keyof typeof RANGES]; // RANGES has no other keys
    if (value !== null && !(Number.isInteger(value) && value >= least && value <= most)) {
      throw new TypeError(`${name} is a whole number from ${least} to ${most}, not ${value}`);
    }
  }
  if (complete.firstTtl > complete.maxTtl) {
    throw new TypeError(`firstTtl ${complete.firstTtl} is beyond maxTtl ${complete.maxTtl}`);
  }
  return complete;
}
