import type { Iperf3Failed, Iperf3Measured, Iperf3Result } from '#core/iperf3.ts';
import { directionsOf, isUdp } from './account.ts';
import { readOutput } from './document.ts';
import type { Output, TestDocument } from './document.ts';
import { amountOf, countOf, fieldsOf, knownOf, textOf } from '#lib/json/fields.ts';
import type { Fields } from '#lib/json/fields.ts';
import { readFlow } from './flow.ts';
import { readIntervals } from './interval.ts';
import type { Direction } from './interval.ts';
import { cleanMessage, refusalFor } from './refusals.ts';
import { formatVersion, parseVersion } from './version.ts';

export type { Iperf3Failed, Iperf3Measured, Iperf3Result } from '#core/iperf3.ts';

/**
 * Reads all that a client printed with -J or --json-stream. It is a measurement if there is no error and the receivers
 * have counted bytes: the exit code says neither before 3.14. Never throws.
 */
export function readResult(stdout: string, stderr = ''): Iperf3Result {
  const output = readOutput(stdout);
  const complaint = output.complaint ?? readOutput(stderr).complaint;
  if (output.document === null) return withoutDocument(output, complaint);
  const { document } = output;
  if (Object.hasOwn(document.start, 'accepted_connection')) {
    return failed('malformed', 'This is what a server printed, not a client.');
  }
  if (document.error !== null) return refused(document.error, document);
  if (Object.keys(document.end).length === 0) return withoutEnd(output, document, complaint);
  return measured(document) ?? withoutData(document, complaint);
}

function measured(document: TestDocument): Iperf3Measured | null {
  const { start, end } = document;
  const directions = directionsOf(document);
  const read = directions.flatMap((direction) => {
    const one = readFlow(document, direction);
    return one === null ? [] : [{ direction, ...one }];
  });
  if (read.length < directions.length) return null;
  const test = fieldsOf(start, 'test_start');
  const cpu = fieldsOf(end, 'cpu_utilization_percent');
  return {
    kind: 'measured',
    version: versionOf(start),
    protocol: isUdp(document) ? 'udp' : 'tcp',
    streams: countOf(test, 'num_streams') ?? 1,
    seconds: Math.max(...read.map(({ seconds }) => seconds)),
    flows: Object.fromEntries(read.map(({ direction, flow }) => [direction, flow])),
    mssBytes: knownOf(start, 'tcp_mss') ?? knownOf(start, 'tcp_mss_default'),
    window: {
      askedBytes: knownOf(start, 'sock_bufsize'),
      senderBytes: knownOf(start, 'sndbuf_actual'),
      receiverBytes: knownOf(start, 'rcvbuf_actual'),
    },
    cpu: {
      localPercent: amountOf(cpu, 'host_total'),
      remotePercent: amountOf(cpu, 'remote_total'),
    },
    congestion: congestionOf(end),
  };
}

function versionOf(start: Fields): string | null {
  const version = parseVersion(textOf(start, 'version') ?? '');
  return version === null ? null : formatVersion(version);
}

function congestionOf(end: Fields): string | null {
  const name = textOf(end, 'sender_tcp_congestion');
  return name === null ? null : cleanMessage(name);
}

function withoutDocument({ broken }: Output, complaint: string | null): Iperf3Failed {
  if (complaint !== null) return refused(complaint, null);
  return failed(
    'malformed',
    broken === null ? 'iperf3 printed no result.' : `What iperf3 printed ${broken}.`,
  );
}

function withoutEnd(
  { broken }: Output,
  document: TestDocument,
  complaint: string | null,
): Iperf3Failed {
  if (complaint !== null) return refused(complaint, document);
  if (document.intervals.length > 0 || broken !== null) {
    return { ...failed('interrupted', 'The test has no end.'), shown: shown(document) };
  }
  return failed('malformed', 'The result has neither intervals nor an end.');
}

/** Nothing arrived, or nobody told. The error may stand behind the JSON (#1143). */
function withoutData(document: TestDocument, complaint: string | null): Iperf3Failed {
  if (complaint !== null) return refused(complaint, document);
  const silent = directionsOf(document).filter(
    (direction) => readFlow(document, direction) === null,
  );
  const sides = silent.map((direction) => RECEIVERS[direction]).join(' and ');
  return {
    ...failed('no-data', `No byte is known to have reached ${sides}.`),
    shown: shown(document),
  };
}

const RECEIVERS: Readonly<Record<Direction, string>> = { up: 'the server', down: 'the client' };

function refused(error: string, document: TestDocument | null): Iperf3Failed {
  const message = cleanMessage(error);
  return {
    kind: 'failed',
    ...refusalFor(message),
    message,
    shown: document === null ? {} : shown(document),
  };
}

const REMEDIES = {
  interrupted: 'Let the test run to its end on both sides.',
  malformed: 'Run the same iperf3 by hand and see what it prints; nothing else may print there.',
  'no-data':
    'Open the path for the test itself: UDP to the same port, full-size packets (path MTU).',
} as const;

function failed(reason: keyof typeof REMEDIES, message: string): Iperf3Failed {
  return { kind: 'failed', reason, message, remedy: REMEDIES[reason], shown: {} };
}

function shown(document: TestDocument): Iperf3Failed['shown'] {
  const directions = directionsOf(document).map(
    (direction) => [direction, readIntervals(document.intervals, direction)] as const,
  );
  return Object.fromEntries(directions.filter(([, intervals]) => intervals.length > 0));
}
