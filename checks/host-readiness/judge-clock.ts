import { atSeverity, type Finding } from '#core/finding.ts';
import type { ClockState } from '#lib/stamp/clock-state.ts';
import type { TimeAnswer } from './ask-time.ts';
import { say } from './messages.ts';

export type ClockFacts = {
  readonly hasReference: boolean;
  readonly servers: readonly AskedServer[];
  /** What chronyd says; null where there is none to ask. */
  readonly chrony: ClockState | null;
};

/** One server as it is configured, with what each of its addresses said. */
export type AskedServer = {
  readonly server: string;
  /** Why its name has no address; null where it has. */
  readonly unknown: string | null;
  readonly answers: readonly { readonly address: string; readonly answer: TimeAnswer }[];
};

/** TLS and tokens live with more; a clock that is kept is within milliseconds, so that a second is a clock that is not. */
export const WARN_MS = 1000;

/** Signature version 4 is refused from 15 minutes on, by some services from 5. */
const FAIL_MS = 300_000;

type Timed = {
  readonly address: string;
  readonly answer: Extract<TimeAnswer, { kind: 'time' }>;
};

export function judgeClock(facts: ClockFacts): readonly Finding[] {
  const { servers, chrony, hasReference } = facts;
  const words = chronyWords(chrony);
  const isKept = chrony?.isSynchronised === true;
  if (servers.length === 0) {
    return hasReference && isKept ? [] : [say.noTimeServer({ chrony: words })];
  }
  const isMeasured = timesOf(facts).length > 0;
  const troubles = [
    ...told(unknownOf(servers), words, say.timeServerUnresolved),
    ...told(silentOf(servers), words, say.timeServerSilent),
    ...told(unfitOf(servers), words, say.timeServerUnfit),
  ];
  return [
    ...offsetFindings(facts),
    // Nobody has said what time it is.
    ...troubles.map((one) => (isMeasured || isKept ? one : atSeverity(one, 'inconclusive'))),
  ];
}

/** Returns the median of what trusted servers say, in milliseconds; null where none does. */
export function medianOffset(facts: ClockFacts): number | null {
  const offsets = timesOf(facts)
    .map(({ answer }) => answer.offsetMs)
    .sort((a, b) => a - b);
  const middle = offsets.length / 2;
  const low = offsets[Math.ceil(middle) - 1];
  const high = offsets[Math.floor(middle)];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

function timesOf({ servers }: ClockFacts): readonly Timed[] {
  return servers.flatMap(({ answers }) =>
    answers.flatMap(({ address, answer }) => (answer.kind === 'time' ? [{ address, answer }] : [])),
  );
}

function offsetFindings(facts: ClockFacts): readonly Finding[] {
  const times = timesOf(facts);
  const offsetMs = medianOffset(facts);
  if (offsetMs === null) return [];
  const answers = times.map(describe);
  const errorMs = Math.max(...times.map(({ answer }) => answer.errorMs));
  const offset = say.clockOffset({ offsetMs, errorMs, answers });
  const size = Math.abs(offsetMs);
  return [
    ...(size < WARN_MS ? [] : [size < FAIL_MS ? atSeverity(offset, 'warn') : offset]),
    ...disagreement(times, answers),
  ];
}

function disagreement(times: readonly Timed[], answers: readonly string[]): readonly Finding[] {
  const lows = times.map(({ answer }) => answer.offsetMs + answer.errorMs);
  const highs = times.map(({ answer }) => answer.offsetMs - answer.errorMs);
  const spreadMs = Math.max(...highs) - Math.min(...lows);
  return spreadMs < WARN_MS ? [] : [say.timeServersDisagree({ spreadMs, answers })];
}

function describe({ address, answer: { offsetMs, stratum } }: Timed): string {
  const seconds = (Math.abs(offsetMs) / 1000).toFixed(3);
  return `${address}: ${seconds} s ${offsetMs < 0 ? 'behind' : 'ahead of'} this host, stratum ${stratum}`;
}

function unknownOf(servers: readonly AskedServer[]): readonly string[] {
  return servers.flatMap(({ server, unknown }) =>
    unknown === null ? [] : [`${server} (${unknown})`],
  );
}

/** A server is silent where none of its addresses answers: pools have a dead one now and then. */
function silentOf(servers: readonly AskedServer[]): readonly string[] {
  return servers.flatMap(({ server, answers }) => {
    const silences = answers.flatMap(({ answer }) => silenceOf(answer) ?? []);
    const [first] = silences;
    return first === undefined || silences.length < answers.length ? [] : [`${server} (${first})`];
  });
}

function silenceOf(answer: TimeAnswer): string | undefined {
  if (answer.kind === 'refused') return answer.how;
  if (answer.kind !== 'silent') return undefined;
  return `no answer within ${answer.afterMs / 1000} s, asked twice`;
}

function unfitOf(servers: readonly AskedServer[]): readonly string[] {
  return servers.flatMap(({ answers }) =>
    answers.flatMap(({ address, answer }) =>
      answer.kind === 'unfit' ? [`${address} (${answer.why})`] : [],
    ),
  );
}

type Say = (data: { readonly servers: readonly string[]; readonly chrony: string }) => Finding;

function told(servers: readonly string[], chrony: string, say: Say): readonly Finding[] {
  return servers.length === 0 ? [] : [say({ servers, chrony })];
}

function chronyWords(chrony: ClockState | null): string {
  if (chrony === null) return 'There is no chronyd to ask how this clock is kept';
  return chrony.isSynchronised
    ? `chronyd says that this clock is synchronised, to ${Number(chrony.errorMs.toPrecision(2))} ms at most`
    : 'chronyd does not say that this clock is synchronised';
}
