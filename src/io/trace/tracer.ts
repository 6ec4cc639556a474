import { isIP } from 'node:net';
import type { TracePlan, Tracer, TraceRun } from '#core/trace.ts';
import { canKeepFlow, canTrace, traceCommand } from '#lib/trace/arguments.ts';
import type { TraceRequest } from '#lib/trace/request.ts';
import { recogniseTraceTool, type TraceProgram } from '#lib/trace/tool.ts';
import { execute } from '../exec.ts';
import { once } from '../once.ts';

const VERSION_TIMEOUT_MS = 2000;

/** Beyond it a trace tells nothing that a run of seconds could wait for. */
const MOST_MS = 4000;

/** Where traces over UDP begin by convention (traceroute(8)): closed nearly everywhere, so that the target says so. */
const UDP_PORT = 33_434;

/** The fastest first. What tracepath and mtr print stays in a buffer unless it is told otherwise. */
const PROGRAMS = [
  { command: 'traceroute', version: ['--version'] },
  { command: 'mtr', version: ['--version'] },
  { command: 'tracepath', version: ['-V'] },
] as const;

interface Found {
  readonly command: string;
  readonly printed: string;
  readonly program: TraceProgram;
}

/** The system's programs that trace paths. */
export function createTracer(): Tracer {
  // Not for the signal of who asks first: others wait for the answer, and it is bounded.
  const find = once(() => findProgram(new AbortController().signal));
  return {
    run: async (plan, signal) => {
      if (isIP(plan.address) === 0) throw new TypeError(`${plan.address} is no address`);
      const program = await find(signal);
      return program === undefined ? undefined : trace(program, plan, signal);
    },
  };
}

async function findProgram(signal: AbortSignal): Promise<Found | undefined> {
  for (const { command, version } of PROGRAMS) {
    const options = { timeoutMs: VERSION_TIMEOUT_MS, signal };
    const outcome = await execute(command, version, options);
    if (outcome.kind !== 'exited') continue;
    const printed = `${outcome.stdout}\n${outcome.stderr}`;
    const program = recogniseTraceTool(printed);
    if (program !== null) return { command, printed, program };
  }
  return undefined;
}

async function trace(
  { command, printed, program }: Found,
  plan: TracePlan,
  signal: AbortSignal,
): Promise<TraceRun> {
  const request = requestFor(plan, program);
  const { arguments: args } = traceCommand(program, request);
  const startedMs = performance.now();
  let stdout = '';
  const outcome = await execute('stdbuf', ['-oL', command, ...args], {
    timeoutMs: Math.min(plan.mostMs ?? MOST_MS, MOST_MS),
    signal,
    onOutput: (chunk) => {
      stdout += chunk;
    },
  });
  const stderr = outcome.kind === 'exited' ? outcome.stderr : '';
  return {
    ...{ program: printed, method: request.method, canKeepFlow: canKeepFlow(program.tool) },
    ...{ stdout, stderr, isComplete: outcome.kind === 'exited' },
    durationMs: performance.now() - startedMs,
  };
}

type Request = TraceRequest & Pick<TraceRun, 'method'>;

function requestFor(plan: TracePlan, { tool }: TraceProgram): Request {
  const { address: target, port, packetBytes, probes } = plan;
  const isRoot = process.getuid?.() === 0;
  // Only root may send a SYN with a short life; and a SYN has no size to choose.
  const isTcp = isRoot && packetBytes === undefined && canTrace(tool, { target, method: 'tcp' });
  return {
    ...probes,
    ...{ target, isRoot },
    ...(isTcp ? { method: 'tcp', port } : { method: 'udp' }),
    ...(isTcp || probes?.sourcePort === undefined ? {} : { port: UDP_PORT }),
    ...(packetBytes === undefined ? {} : { packetBytes, isFragmentable: false }),
  };
}
