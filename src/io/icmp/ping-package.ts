import ping from 'ping';
import type { PingConfig } from 'ping';
import factory from 'ping/lib/parser/factory.js';
import { headerBytes } from '#lib/ip/header-bytes.ts';
import { childEnvironment } from '../exec.ts';
import { createPingParser, type PingDialect, type PingEvent } from '#lib/ping/parse.ts';

/** One run of ping(8): so many echo requests, then it ends by itself. */
export interface PingRun {
  readonly address: string;
  readonly count: number;
  /** Between two requests; null leaves it to ping, for those that cannot be told. */
  readonly intervalMs: number | null;
  readonly dscp: number;
  /** Of whole packets that may not be fragmented; without it ping chooses. */
  readonly wholeBytes?: number;
}

export interface PingResult {
  readonly events: readonly PingEvent[];
  readonly dialect: PingDialect;
}

/** Two bits of the traffic class are ECN's (RFC 3168 §5). */
const ECN_BITS = 2;

/** How long ping waits for the last answers, where none came at all. */
const LAST_S = 1;

// The package's own parser knows neither sequence numbers nor errors, and throws on short lines.
factory.createParser = createReader;

function createReader(): { eat(line: string): void; getResult(): PingResult } {
  const parser = createPingParser();
  const events: PingEvent[] = [];
  return {
    eat: (line) => {
      events.push(...parser.push(`${line}\n`));
    },
    getResult: () => ({ events, dialect: parser.dialect() }),
  };
}

/**
 * Runs ping once, without names and in the C locale. `address` has to be a literal: whatever else could be an option.
 * Rejects where the program cannot be started, with the system's code where it told one.
 */
export async function runPing({
  address,
  count,
  intervalMs,
  dscp,
  wholeBytes,
}: PingRun): Promise<PingResult> {
  // The package hands on the environment of this process, and sets only LANG, which LC_ALL overrules.
  Object.assign(process.env, childEnvironment());
  const config = {
    numeric: true,
    v6: false, // the program of that name is gone from most systems; ping itself sees what the literal is
    timeout: LAST_S,
    // With a deadline ping counts answers instead of requests, and stops before the last could come.
    deadline: false,
    min_reply: count,
    ...(wholeBytes === undefined
      ? {}
      : { packetSize: Math.max(1, wholeBytes - headerBytes(address, 'icmp')) }),
    extra: [
      ...(intervalMs === null ? [] : ['-i', String(intervalMs / 1000)]),
      ...(wholeBytes === undefined ? [] : ['-M', 'do']),
      ...(dscp === 0 ? [] : ['-Q', String(dscp << ECN_BITS)]),
    ],
  };
  // Its types know no `deadline: false`, which alone leaves the option out.
  const result: unknown = await ping.promise.probe(address, config as unknown as PingConfig);
  return result as PingResult; // what our reader gave
}
