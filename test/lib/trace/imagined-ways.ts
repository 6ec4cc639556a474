import type { TracePlan, Tracer, TraceRun } from '#core/trace.ts';

/** Who is at which distance for probes from a port; null for silence. `target` is the target. */
export type Way = (sourcePort: number, ttl: number) => string | null;

const BASE_PORT = 30_000;

export type Imagined = {
  readonly tracer: Tracer;
  readonly plans: readonly TracePlan[];
};

/** A network as a traceroute would show it that finds `target` at the end of each way. */
export function imaginedWays(way: Way, changes: Partial<TraceRun> = {}): Imagined {
  const plans: TracePlan[] = [];
  const run = (plan: TracePlan): Promise<TraceRun> => {
    plans.push(plan);
    return Promise.resolve({
      ...{ program: 'Modern traceroute for Linux, version 2.1.2\n', method: 'tcp' },
      ...{ canKeepFlow: true, stdout: printed(plan, way), stderr: '' },
      ...{ isComplete: true, durationMs: 100 },
      ...changes,
    });
  };
  return { tracer: { run }, plans };
}

function printed({ address, probes = {} }: TracePlan, way: Way): string {
  const { sourcePort = BASE_PORT, firstTtl = 1, maxTtl = 30, probesPerHop = 2 } = probes;
  const lines = [`traceroute to ${address} (${address}), ${maxTtl} hops max, 60 byte packets`];
  for (let ttl = firstTtl; ttl <= maxTtl; ttl++) {
    const who = way(sourcePort, ttl);
    const one = who === null ? '*' : `${who === 'target' ? address : who}  1.0 ms`;
    lines.push(`${ttl}  ${Array.from({ length: probesPerHop }, () => one).join(' ')}`);
    if (who === 'target') break;
  }
  return `${lines.join('\n')}\n`;
}
