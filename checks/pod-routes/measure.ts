import { CannotMeasure } from '#core/check.ts';
import type { Far } from '#core/far.ts';
import type { Io } from '#core/io.ts';
import { readEcho } from '#lib/echo.ts';
import { CONTROL_PORT, type PodMeasurement, type PodPort, type PodTarget } from './target.ts';

type World = Pick<Io, 'tcp' | 'host' | 'far'>;

/** Has the host answer to an address of the pod network for a moment, and calls it there. */
export async function measure(
  target: PodTarget,
  io: World,
  signal: AbortSignal,
): Promise<PodMeasurement> {
  const borrowed = await io.far.borrowAddress(target.network, signal);
  if (borrowed.kind !== 'borrowed') throw unlent(target, borrowed);
  const { address, release } = borrowed;
  try {
    const ports = [...new Set([...target.ports, CONTROL_PORT])];
    const probes = ports.map((port) => probe({ address, port, target }, io, signal));
    return { address, ports: await Promise.all(probes) };
  } finally {
    await release();
  }
}

interface One {
  readonly address: string;
  readonly port: number;
  readonly target: PodTarget;
}

async function probe(
  { address, port, target: { timeoutMs } }: One,
  { tcp, host, far }: World,
  signal: AbortSignal,
): Promise<PodPort> {
  const listening = await far.listen({ protocol: 'tcp', address, port }, signal);
  try {
    if (listening.kind !== 'listening') return unheard(port, listening);
    const question = { bytes: listening.ask, answerBytes: listening.ask.length };
    const { outcome, bytes } = await tcp.exchange(
      { address, port },
      question,
      { timeoutMs },
      signal,
    );
    const echo = readEcho(bytes, listening.answer);
    const isOurs = echo.kind === 'ours';
    return {
      port,
      outcome,
      echo: echo.kind,
      seenSource: isOurs ? echo.source : null,
      ownSource: isOurs ? ((await host.sourceTowards(address, signal)) ?? null) : null,
      arrivals: isOurs ? null : await listening.arrivals(signal),
      why: '',
    };
  } finally {
    if ('release' in listening) await listening.release();
  }
}

type Listening = Awaited<ReturnType<Far['listen']>>;

function unheard(port: number, listening: Exclude<Listening, { kind: 'listening' }>): PodPort {
  const why = WHY[listening.kind] ?? ('why' in listening ? listening.why : '');
  const nothing = { seenSource: null, ownSource: null, arrivals: null } as const;
  return { port, outcome: null, echo: 'nothing', ...nothing, why };
}

const WHY: Readonly<Partial<Record<Listening['kind'], string>>> = {
  'in-use': 'a process has the port already',
  'not-here': 'the address went away',
};

function unlent({ network }: PodTarget, refused: { readonly kind: string; readonly why?: string }) {
  return new CannotMeasure(
    `This host took no address of ${network} for the test: ${refused.why ?? 'it cannot'}.`,
    'Run as root: sudo hybrid-preflight run. The address is taken for seconds, and given back even after a crash.',
  );
}
