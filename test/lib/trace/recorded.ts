import { readFileSync, readdirSync } from 'node:fs';
import { endOf } from '#lib/trace/end.ts';
import { createTraceParser, parseTrace } from '#lib/trace/parse.ts';
import type { TraceRun } from '#lib/trace/parse.ts';
import type { Trace, TraceAnswer, TraceHop, TraceTool } from '#lib/trace/trace.ts';

const DIRECTORY = new URL('fixtures/', import.meta.url);
const TOOLS: readonly TraceTool[] = [
  'traceroute',
  'inetutils',
  'busybox',
  'bsd',
  'tracepath',
  'mtr',
];

/** A file of fixtures/: which program printed it about which target, and what it says, a line for everything. */
export type Recorded = {
  readonly name: string;
  readonly run: TraceRun;
  readonly text: string;
  readonly says: readonly string[];
};

/** Returns the fixtures that expected.txt speaks of. */
export function recordedTraces(): readonly Recorded[] {
  const golden = readFileSync(new URL('expected.txt', import.meta.url), 'utf8');
  return golden
    .split(/^== /m)
    .slice(1)
    .map((block) => {
      const [head = '', ...says] = block.trimEnd().split('\n');
      const [name = '', target = ''] = head.split(' ');
      const tool = TOOLS.find((one) => name.startsWith(one)) ?? 'mtr';
      const text = readFileSync(new URL(`${name}.txt`, DIRECTORY), 'utf8');
      return { name, run: { tool, target }, text, says };
    });
}

/** Returns the names of all fixtures, without the ending. */
export function fixtureNames(): readonly string[] {
  const files = readdirSync(DIRECTORY).filter((name) => name.endsWith('.txt'));
  return files.map((name) => name.replace(/\.txt$/, '')).sort();
}

/** A program that was stopped leaves a name that says so. */
export function traceOf({ name, run, text }: Recorded): Trace {
  return name.endsWith('-stopped') ? inPieces(run, [text], 'stopped') : parseTrace(run, text);
}

/** Returns the trace of a text that comes in these pieces. */
export function inPieces(
  run: TraceRun,
  pieces: Iterable<string>,
  how: 'exited' | 'stopped' = 'exited',
): Trace {
  const parser = createTraceParser(run);
  for (const piece of pieces) parser.push(piece);
  return parser.end(how);
}

/** Says everything that a trace says, one thing in a line. */
export function said(trace: Trace): readonly string[] {
  return [
    ...trace.hops.map(saidHop),
    ...(trace.maxTtl === undefined ? [] : [`max ttl ${trace.maxTtl}`]),
    ...(trace.pathMtuBytes === undefined ? [] : [`path mtu ${trace.pathMtuBytes}`]),
    ...(trace.hopsThere === undefined ? [] : [`there ${trace.hopsThere}`]),
    ...(trace.hopsBack === undefined ? [] : [`back ${trace.hopsBack}`]),
    ...trace.problems.map(({ kind, text }) => `problem ${kind}: ${text}`),
    `end ${JSON.stringify(endOf(trace))}`,
  ];
}

function saidHop({ ttl, answers, silent, statistics }: TraceHop): string {
  const lost = silent === 0 ? [] : [`${silent} silent`];
  const more =
    statistics === undefined
      ? []
      : [
          `${statistics.sent} sent ${statistics.lossRatio} lost ${statistics.bestMs}/${statistics.averageMs}/${statistics.worstMs} ms`,
        ];
  return `${ttl}: ${[...answers.map(saidAnswer), ...lost, ...more].join(', ')}`;
}

function saidAnswer({ address, rttMs, mark, returnHops, tcpFlags }: TraceAnswer): string {
  const words = [
    `${address} ${String(rttMs)}`,
    ...(mark === undefined ? [] : [`(${mark.text} = ${mark.reason} ${mark.mtuBytes ?? ''})`]),
    ...(returnHops === undefined ? [] : [`back ${returnHops}`]),
    ...(tcpFlags === undefined ? [] : [tcpFlags.join('+')]),
  ];
  return words.join(' ').replace(' )', ')');
}
