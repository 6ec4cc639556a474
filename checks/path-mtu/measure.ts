import { CannotMeasure } from '#core/check.ts';
import type { Io } from '#core/io.ts';
import type { ProbeFlow } from '#core/path-mtu.ts';
import { searchOptions } from '#lib/pmtu/options.ts';
import { createPathMtuSearch } from '#lib/pmtu/search.ts';
import type { MtuMeasurement, MtuTarget } from './target.ts';

type World = Pick<Io, 'far' | 'pathMtu' | 'progress'>;

/** Probes until the largest packet that arrives is proven, or it is known why that cannot be. */
export async function measure(
  target: MtuTarget,
  io: World,
  signal: AbortSignal,
): Promise<MtuMeasurement> {
  const { flow, release } = await flowOf(target, io, signal);
  try {
    const { interfaceMtuBytes } = flow;
    const wantedBytes = Math.min(target.requiredBytes, interfaceMtuBytes);
    const search = createPathMtuSearch(searchOptions({ interfaceMtuBytes, wantedBytes }));
    for (let round = 1; ; round += 1) {
      const step = search.next();
      if (step.kind !== 'round') return { interfaceMtuBytes, finding: step };
      io.progress(Math.min(1, round / USUAL_ROUNDS), `round ${round}`);
      search.take(await flow.round(step.sizesBytes, signal));
    }
  } finally {
    flow.close();
    await release();
  }
}

/** A black hole takes about so many. */
const USUAL_ROUNDS = 7;

interface Opened {
  readonly flow: ProbeFlow;
  readonly release: () => Promise<void>;
}

async function flowOf({ to }: MtuTarget, io: World, signal: AbortSignal): Promise<Opened> {
  if (to.kind === 'echo') {
    const flow = await io.pathMtu.echo(to.address, signal);
    return { flow, release: () => Promise.resolve() };
  }
  const { address = '' } = io.far;
  const { port } = to;
  const listening = await io.far.listen({ protocol: 'udp', address, port }, signal);
  if (listening.kind !== 'listening') throw notLent(listening, port);
  const { ask, answer, release } = listening;
  try {
    return { flow: await io.pathMtu.udp({ address, port }, { ask, answer }, signal), release };
  } catch (error) {
    await release();
    throw error;
  }
}

type NotLent = Exclude<Awaited<ReturnType<Io['far']['listen']>>, { kind: 'listening' }>;

function notLent(listening: NotLent, port: number): CannotMeasure {
  const why = {
    'in-use': `its UDP port ${port} is taken`,
    'not-here': 'its address is not its own',
    unwilling: 'why' in listening ? listening.why : '',
    nobody: 'there is none',
  }[listening.kind];
  return new CannotMeasure(
    `The other side confirms no probes: ${why}.`,
    `Start hybrid-preflight peer, name it under "peer", and choose a free port with checks.path-mtu.port (now ${port}).`,
  );
}
