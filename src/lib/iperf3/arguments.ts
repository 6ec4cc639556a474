import { checkedAddress, checkedNumber, checkedText } from './argument-check.ts';
import { traits } from './version.ts';
import type { Iperf3Version } from './version.ts';

/** How the credentials are encrypted; both sides must do it alike. */
export type Padding = 'oaep' | 'pkcs1';

export type ClientOptions = {
  /** An IP literal: names are for the caller to resolve. */
  readonly address: string;
  readonly port: number;
  readonly protocol: 'tcp' | 'udp';
  /** `up`: from here to the server; `down`: from the server to here. */
  readonly direction: 'up' | 'down' | 'both';
  readonly seconds: number;
  /** How many seconds before those do not count: slow start. Whole seconds. */
  readonly omitSeconds: number;
  readonly streams: number;
  /** SO_SNDBUF and SO_RCVBUF of both sides, without autotuning. Refused where the kernel allows less. */
  readonly windowBytes?: number;
  /** All streams of one direction together. UDP needs it: iperf3 would send 1 Mbit/s. */
  readonly rateBps?: number;
  /** Ends after so many bytes of all streams, instead of after `seconds`: iperf3 knows one end only. */
  readonly maxBytes?: number;
  readonly intervalMs: number;
  readonly connectTimeoutMs: number;
  readonly bindAddress?: string;
  /** 0 to 63 (RFC 2474). */
  readonly dscp?: number;
  readonly credentials?: {
    readonly user: string;
    readonly publicKeyPath: string;
    /** `pkcs1` if the other side is older than 3.17; by itself what this side knows best. */
    readonly padding?: Padding;
  };
  readonly mss?: number;
};

export type ServerOptions = {
  readonly address: string;
  readonly port: number;
  /** Ends after one test. One that is refused for its credentials does not count (release notes 3.7, #864). */
  readonly oneOff: boolean;
  readonly credentials?: {
    readonly privateKeyPath: string;
    readonly usersPath: string;
    readonly padding?: Padding;
  };
};

// Limits that iperf3 itself has (iperf.h, iperf_api.h): beyond them it ends with a parameter error.
const MOST_SECONDS = 86_400; // MAX_TIME
const MOST_OMIT_SECONDS = 60; // MAX_OMIT_TIME; more from 3.18 on (#1770)
const MOST_STREAMS = 128; // MAX_STREAMS
const MOST_WINDOW_BYTES = 512 * 1024 * 1024; // MAX_TCP_BUFFER
const LEAST_INTERVAL_MS = 100; // MIN_INTERVAL
const MOST_INTERVAL_MS = 60_000; // MAX_INTERVAL
const MOST_MSS_BYTES = 9 * 1024; // MAX_MSS
const MOST_PORT = 65_535;
const MOST_DSCP = 63;

/**
 * Returns the arguments of a client that prints JSON: event by event as it comes from 3.17 on, whole at the end
 * before. Throws a TypeError for what iperf3 would misread. The password is no argument, see passwordEnvironment().
 */
export function clientArguments(options: ClientOptions, version: Iperf3Version): readonly string[] {
  const has = traits(version);
  return [
    ...['-c', checkedAddress('address', options.address)],
    ...['-p', port(options.port)],
    ...(has.hasJsonStream ? ['--json-stream', '--forceflush'] : ['-J']),
    ...amount(options),
    ...pace(options),
    ...direction(options),
    ...whole('--connect-timeout', 'connectTimeoutMs', options.connectTimeoutMs, [
      1,
      MOST_SECONDS * 1000,
    ]),
    ...(options.bindAddress === undefined
      ? []
      : ['-B', checkedAddress('bindAddress', options.bindAddress)]),
    ...socket(options),
    ...clientCredentials(options.credentials, version),
    // Before 3.11 only the server knows how much UDP arrived.
    ...(options.protocol === 'udp' && !has.tellsUdpReceived ? ['--get-server-output'] : []),
  ];
}

/** Returns the arguments of a server. It prints text at once: that it listens, and why it refused somebody. */
export function serverArguments(options: ServerOptions, version: Iperf3Version): readonly string[] {
  return [
    '-s',
    ...['-B', checkedAddress('address', options.address)],
    ...['-p', port(options.port)],
    '--forceflush',
    ...(options.oneOff ? ['-1'] : []),
    ...serverCredentials(options.credentials, version),
  ];
}

/** Returns what to add to the environment of a client that has credentials. */
export function passwordEnvironment(password: string): { readonly IPERF3_PASSWORD: string } {
  return { IPERF3_PASSWORD: checkedText('password', password) };
}

function amount(options: ClientOptions): readonly string[] {
  return [
    ...(options.maxBytes === undefined
      ? whole('-t', 'seconds', options.seconds, [1, MOST_SECONDS])
      : whole('-n', 'maxBytes', options.maxBytes, [1, Number.MAX_SAFE_INTEGER])),
    ...(options.omitSeconds === 0
      ? []
      : whole('-O', 'omitSeconds', options.omitSeconds, [1, MOST_OMIT_SECONDS])),
    ...whole('-P', 'streams', options.streams, [1, MOST_STREAMS]),
    ...['-i', interval(options.intervalMs)],
  ];
}

/** -b counts for each stream. */
function pace({ protocol, rateBps, streams }: ClientOptions): readonly string[] {
  const udp = protocol === 'udp' ? ['-u'] : [];
  if (rateBps !== undefined) {
    checkedNumber('rateBps', rateBps, [streams, Number.MAX_SAFE_INTEGER]);
    return [...udp, '-b', String(Math.floor(rateBps / streams))];
  }
  if (protocol === 'udp') throw new TypeError('rateBps is missing: UDP has no rate of its own');
  return [];
}

function direction({ direction }: ClientOptions): readonly string[] {
  switch (direction) {
    case 'up':
      return [];
    case 'down':
      return ['-R'];
    case 'both':
      return ['--bidir'];
  }
}

/** -S, for --dscp sets another value before 3.11 (#1162). The DSCP is the upper six bits of the octet (RFC 2474). */
function socket({ windowBytes, mss, dscp }: ClientOptions): readonly string[] {
  return [
    ...(windowBytes === undefined
      ? []
      : whole('-w', 'windowBytes', windowBytes, [1, MOST_WINDOW_BYTES])),
    ...(mss === undefined ? [] : whole('-M', 'mss', mss, [1, MOST_MSS_BYTES])),
    ...(dscp === undefined ? [] : ['-S', String(checkedNumber('dscp', dscp, [0, MOST_DSCP]) * 4)]),
  ];
}

function clientCredentials(
  credentials: ClientOptions['credentials'],
  version: Iperf3Version,
): readonly string[] {
  if (credentials === undefined) return [];
  return [
    `--username=${checkedText('user', credentials.user)}`,
    `--rsa-public-key-path=${checkedText('publicKeyPath', credentials.publicKeyPath)}`,
    ...padding(credentials.padding, version),
  ];
}

function serverCredentials(
  credentials: ServerOptions['credentials'],
  version: Iperf3Version,
): readonly string[] {
  if (credentials === undefined) return [];
  return [
    `--rsa-private-key-path=${checkedText('privateKeyPath', credentials.privateKeyPath)}`,
    `--authorized-users-path=${checkedText('usersPath', credentials.usersPath)}`,
    ...padding(credentials.padding, version),
  ];
}

function padding(asked: Padding | undefined, version: Iperf3Version): readonly string[] {
  if (traits(version).padsWithOaep) return asked === 'pkcs1' ? ['--use-pkcs1-padding'] : [];
  if (asked === 'oaep') throw new TypeError('padding "oaep" needs iperf3 3.17 or later');
  return [];
}

function port(value: number): string {
  return String(checkedNumber('port', value, [1, MOST_PORT]));
}

function interval(intervalMs: number): string {
  return String(
    checkedNumber('intervalMs', intervalMs, [LEAST_INTERVAL_MS, MOST_INTERVAL_MS]) / 1000,
  );
}

function whole(
  flag: string,
  name: string,
  value: number,
  range: readonly [least: number, most: number],
): readonly string[] {
  return [flag, String(checkedNumber(name, value, range))];
}
