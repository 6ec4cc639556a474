import { createLineSplitter } from '#lib/ping/lines.ts';
import { plainAddress } from './address.ts';
import { complaintIn } from './complaint.ts';
import { createLedger, markLastAnswer } from './ledger.ts';
import type { Ledger } from './ledger.ts';
import { createMtrRawReader } from './mtr-raw.ts';
import { createMtrCsvReader, createMtrJsonReader } from './mtr-report.ts';
import type { Trace, TraceHop, TraceTool } from './trace.ts';
import { createTracepathReader } from './tracepath-line.ts';
import { createTracerouteReader } from './traceroute-line.ts';
import type { LineReader } from './traceroute-line.ts';

/** What was run: the lines do not always say, and `reached` needs the target, an IP literal. */
export type TraceRun = { readonly tool: TraceTool; readonly target: string };

/** Reads what a program prints under LC_ALL=C, in pieces of any size. The two streams have a buffer each. */
export interface TraceParser {
  push(chunk: string, stream?: 'stdout' | 'stderr'): void;
  /** What is known until now, from whole lines. */
  trace(): Trace;
  /** The last word. `stopped` if the program was killed: its last line may be cut, and it may have had more to say. */
  end(how?: 'exited' | 'stopped'): Trace;
}

/** Returns a parser for one run. It never throws for what is pushed, and keeps a bounded amount of it. */
export function createTraceParser({ tool, target }: TraceRun): TraceParser {
  const address = plainAddress(target);
  if (address === null) throw new TypeError(`The target of a trace is an IP address: "${target}"`);
  const ledger = createLedger();
  const lines = { stdout: createLineSplitter(), stderr: createLineSplitter() };
  const readers = readersOf({ tool, target: address }, ledger);
  const read = (line: string): void => {
    if (readers.some((reader) => reader(line))) return;
    const problem = complaintIn(line);
    if (problem !== null) ledger.problem(problem);
  };
  const trace = (isComplete: boolean): Trace =>
    written({ tool, target: address, isComplete }, ledger);
  return {
    push: (chunk, stream = 'stdout') => {
      lines[stream].push(chunk).forEach(read);
    },
    trace: () => trace(false),
    end: (how = 'exited') => {
      [...lines.stdout.end(), ...lines.stderr.end()].forEach(read);
      return trace(how === 'exited');
    },
  };
}

/** Reads the whole of what a program that ended by itself has printed. */
export function parseTrace(run: TraceRun, stdout: string, stderr = ''): Trace {
  const parser = createTraceParser(run);
  parser.push(stdout, 'stdout');
  parser.push(stderr, 'stderr');
  return parser.end();
}

function readersOf({ tool, target }: TraceRun, ledger: Ledger): readonly LineReader[] {
  switch (tool) {
    case 'traceroute':
    case 'inetutils':
    case 'busybox':
    case 'bsd':
      return [createTracerouteReader({ tool, isIpv6: target.includes(':') }, ledger)];
    case 'tracepath':
      return [createTracepathReader(target, ledger)];
    case 'mtr':
      return [createMtrRawReader(ledger), createMtrCsvReader(ledger), createMtrJsonReader(ledger)];
  }
}

function written(about: Pick<Trace, 'tool' | 'target' | 'isComplete'>, ledger: Ledger): Trace {
  const { tool, target, isComplete } = about;
  const problems = ledger.problems();
  const hops = withNetError(ledger.hops(), problems);
  const end = hops.findIndex((hop) => isAnsweredBy(hop, target));
  // mtr also probes beyond the target, which then answers again and again.
  const known = end === -1 ? hops : hops.slice(0, end + 1);
  return {
    tool,
    target,
    hops: known,
    reached: end !== -1,
    isComplete,
    ...ledger.facts(),
    problems,
  };
}

/** "NET ERROR: Protocol not available" is how tracepath says !P: the kernel gives ENOPROTOOPT for it. */
function withNetError(hops: readonly TraceHop[], problems: Trace['problems']): readonly TraceHop[] {
  const text = problems.find((problem) => problem.text.startsWith('NET ERROR: '))?.text;
  if (text === undefined) return hops;
  const reason = text.endsWith('Protocol not available') ? 'protocol' : 'other';
  return markLastAnswer(hops, { text, reason });
}

/** "Fragmentation needed" of the target itself is about the link behind it, as a router in between. */
function isAnsweredBy(hop: TraceHop, target: string): boolean {
  return hop.answers.some(
    ({ address, mark }) => address === target && mark?.reason !== 'frag-needed',
  );
}
