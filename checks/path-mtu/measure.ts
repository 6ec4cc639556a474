import { CannotMeasure } from '#core/check.ts';
import type { Io } from '#core/io.ts';
import type { Endpoint } from '#core/endpoint.ts';
import type { ProbeFlow, ProbeLease } from '#core/path-mtu.ts';
import type { Finding } from '#lib/pmtu/finding.ts';
import { searchOptions } from '#lib/pmtu/options.ts';
import { createPathMtuSearch } from '#lib/pmtu/search.ts';
import { lastHopTowards } from '#lib/trace/last-hop.ts';
import type { MtuMeasurement, MtuTarget } from './target.ts';

type World = Pick<Io, 'far' | 'pathMtu' | 'trace' | 'progress'>;

/** Probes until the largest packet that arrives is proven, or it is known why that cannot be. */
export async function measure(
  target: MtuTarget,
  io: World,
  signal: AbortSignal,
): Promise<MtuMeasurement> {
  const { flow, lent, release } = await flowOf(target, io, signal);
  try {
    const finding = await search(target, { flow, io }, signal);
    const { interfaceMtuBytes } = flow;
    return { interfaceMtuBytes, finding, ...(await besides(finding, { lent, io }, signal)) };
  } finally {
    flow.close();
    await release();
  }
}

async function search(
  { requiredBytes }: MtuTarget,
  { flow, io }: { readonly flow: ProbeFlow; readonly io: World },
  signal: AbortSignal,
): Promise<Finding> {
  const { interfaceMtuBytes } = flow;
  const wantedBytes = Math.min(requiredBytes, interfaceMtuBytes);
  const searching = createPathMtuSearch(searchOptions({ interfaceMtuBytes, wantedBytes }));
  for (let round = 1; ; round += 1) {
    const step = searching.next();
    if (step.kind !== 'round') return step;
    io.progress(Math.min(1, round / USUAL_ROUNDS), `round ${round}`);
    searching.take(await flow.round(step.sizesBytes, signal));
  }
}

/** A port of the other side that confirms probes. */
type Lent = { readonly at: Endpoint; readonly lease: ProbeLease };

/** What else shows whether large things get through: datagrams in pieces, and what TCP keeps to. */
async function besides(
  finding: Finding,
  { lent, io }: { readonly lent: Lent | undefined; readonly io: World },
  signal: AbortSignal,
): Promise<Pick<MtuMeasurement, 'fragments' | 'tcp' | 'lastHop'>> {
  const nothing = { fragments: null, tcp: null, lastHop: null };
  if (lent === undefined) return nothing;
  const { at, lease } = lent;
  const tcp = await io.pathMtu.tcp(at.address, signal);
  // Pieces are as large as this kernel believes: where it is wrong, they vanish for their size.
  if (finding.kind === 'inconclusive') return { ...nothing, tcp };
  if (finding.kind === 'exact' && finding.how === 'black-hole') {
    const plan = { ...at, packetBytes: finding.mtuBytes + 1 };
    return { fragments: null, tcp, lastHop: await lastHopTowards(plan, io, signal) };
  }
  return { fragments: await io.pathMtu.fragments(at, lease, signal), tcp, lastHop: null };
}

/** A black hole takes about so many. */
const USUAL_ROUNDS = 7;

interface Opened {
  readonly flow: ProbeFlow;
  readonly lent?: Lent;
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
    const lent = { at: { address, port }, lease: { ask, answer } };
    return { flow: await io.pathMtu.udp(lent.at, lent.lease, signal), lent, release };
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
