import type { UnreachableCode } from '#lib/ping/event.ts';

/** The families of programs that trace a path. They differ in options, in what they print and in what a mark means. */
export type TraceTool = 'traceroute' | 'inetutils' | 'busybox' | 'bsd' | 'tracepath' | 'mtr';

/**
 * Why an answer is no "time to live exceeded". Some programs give several ICMP codes one mark: `prohibited` is code 9,
 * 10 or 13 of RFC 1812 5.2.7.1 without saying which; `…-or-prohibited` is what tracepath makes of an errno. `low-ttl`
 * is an answer that came back with a TTL of 0 or 1, `precedence` code 14 or 15. `not-said` is for programs without marks.
 */
export type MarkReason =
  | UnreachableCode
  | 'prohibited'
  | 'host-or-prohibited'
  | 'net-or-prohibited'
  | 'precedence'
  | 'frag-needed'
  | 'low-ttl'
  | 'not-said';

/** An annotation as printed (`!X`, `!F-1400`, `pmtu 1400`, `reached`) and what it means in that dialect. */
export type TraceMark = {
  readonly text: string;
  readonly reason: MarkReason;
  /** The MTU of the next hop that came with "fragmentation needed" (RFC 1191). */
  readonly mtuBytes?: number;
};

/** One answer to one probe; with mtr's JSON and CSV one for all probes of a hop, with the best RTT. */
export type TraceAnswer = {
  /** `local` if the kernel of this host refused to send. */
  readonly address: string;
  readonly rttMs: number | null;
  readonly mark?: TraceMark;
  /** tracepath's `asymm`: how many hops the way back seems to have, if not as many as the way there. */
  readonly returnHops?: number;
  /** What a TCP probe got back, such as `syn`, `ack` or `rst`, `ack`. */
  readonly tcpFlags?: readonly string[];
};

/** mtr's statistics of one hop. The loss is of answers, not of traffic: routers limit how much ICMP they send. */
export type HopStatistics = {
  readonly sent: number;
  readonly lossRatio: number;
  readonly bestMs: number;
  readonly averageMs: number;
  readonly worstMs: number;
};

export type TraceHop = {
  readonly ttl: number;
  readonly answers: readonly TraceAnswer[];
  /** How many probes got no answer. */
  readonly silent: number;
  readonly statistics?: HopStatistics;
};

export type TraceProblemKind =
  /** The program lacks CAP_NET_RAW, or may not probe as fast as asked. */
  | 'permission'
  | 'unknown-host'
  | 'no-route'
  /** A firewall or a route of this host forbids the probes. */
  | 'send-refused'
  | 'bad-option'
  | 'too-many-hops'
  /** There was more than is kept. */
  | 'truncated'
  | 'other';

export type TraceProblem = { readonly kind: TraceProblemKind; readonly text: string };

/** What one run of one program says. Plain JSON. */
export type Trace = {
  readonly tool: TraceTool;
  readonly target: string;
  /** By rising TTL. A TTL that is missing was not probed. */
  readonly hops: readonly TraceHop[];
  /** Whether the target itself answered. tracepath's word `reached` is not enough: a firewall's refusal gets it too. */
  readonly reached: boolean;
  /** Whether the program ended by itself. If not, what it would have said next is not known. */
  readonly isComplete: boolean;
  readonly maxTtl?: number;
  readonly pathMtuBytes?: number;
  /** tracepath's `hops` and `back`, as printed: before 2018 `back` was the TTL that was left, not a count of hops. */
  readonly hopsThere?: number;
  readonly hopsBack?: number;
  readonly problems: readonly TraceProblem[];
};
