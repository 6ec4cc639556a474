import type { Arrivals, Listening, Watched } from '#core/far.ts';
import { readEcho } from '#lib/echo.ts';
import { type LastHop, lastHopTowards } from '#lib/trace/last-hop.ts';
import { probeTcp } from './probe-tcp.ts';
import { probeUdp } from './probe-udp.ts';
import type { PortWorld, Question, Seen } from './seen.ts';
import type { PortTarget, TcpProbe, There, UdpProbe } from './target.ts';

/**
 * Tries one port of one address. Where packets only have to come through, the other side listens for them if it can:
 * then what comes back proves who was reached, and what does not come back can be looked for over there.
 */
export async function probePort(
  target: PortTarget,
  io: PortWorld,
  signal: AbortSignal,
): Promise<TcpProbe | UdpProbe> {
  const listening = await listenThere(target, io, signal);
  try {
    const { answer, ...seen } = await probe(target, questionFor(listening), io, signal);
    const there = await askThere(listening, { ...seen, answer }, { target, io, signal });
    return seen.protocol === 'udp'
      ? { ...seen, there }
      : { ...seen, there, lastHop: await traceTo(seen, { target, io, signal }) };
  } finally {
    if ('release' in listening) await listening.release();
  }
}

async function probe(
  target: PortTarget,
  question: Question | undefined,
  io: PortWorld,
  signal: AbortSignal,
): Promise<Seen> {
  const one = { target, question };
  return target.protocol === 'tcp' ? probeTcp(one, io, signal) : probeUdp(one, io, signal);
}

/** A service that must be there is tested as it is: a listener of ours in its place would prove nothing. */
async function listenThere(
  { expects, protocol, host, port }: PortTarget,
  { far }: PortWorld,
  signal: AbortSignal,
): Promise<Listening> {
  if (far.address === undefined) return { kind: 'nobody' };
  if (expects === 'listener') return { kind: 'not-here' };
  return far.listen({ protocol, address: host, port }, signal);
}

function questionFor(listening: Listening): Question | undefined {
  if (listening.kind !== 'listening') return undefined;
  return { bytes: listening.ask, answerBytes: listening.ask.length };
}

/** Enough for a SYN and its first repetition, after 1 s (RFC 6298 §2). */
const COMPARISON_MS = 1500;

interface Asking {
  readonly target: PortTarget;
  readonly io: PortWorld;
  readonly signal: AbortSignal;
}

async function askThere(
  listening: Listening,
  seen: Seen,
  { target, io, signal }: Asking,
): Promise<There> {
  switch (listening.kind) {
    case 'listening': {
      const echo = readEcho(seen.answer, listening.answer);
      const isOurs = echo.kind === 'ours';
      const ownSource = isOurs ? await io.host.sourceTowards(target.host, signal) : undefined;
      return {
        kind: 'listening',
        echo: echo.kind,
        seenSource: isOurs ? echo.source : null,
        ownSource: ownSource ?? null,
        arrivals: isOurs ? null : await listening.arrivals(signal),
      };
    }
    case 'in-use':
      return { kind: 'in-use', by: listening.by, arrivals: await missing(listening, seen, signal) };
    case 'not-here':
      return { kind: 'elsewhere', outcome: await comparison(seen, { target, io, signal }) };
    case 'unwilling':
    case 'nobody':
      return listening;
  }
}

/** Where connections to an address only meet silence, the way there is looked at, once for all its ports. */
async function traceTo(
  { address, attempts }: Pick<TcpProbe, 'address' | 'attempts'>,
  { target, io, signal }: Asking,
): Promise<LastHop | null> {
  if (!attempts.every(({ kind }) => kind === 'timeout')) return null;
  const { port } = target;
  return io.share.once(
    `last hop towards ${address}`,
    (own) => lastHopTowards({ address, port }, io, own),
    signal,
  );
}

async function missing(
  watched: Watched,
  seen: Seen,
  signal: AbortSignal,
): Promise<Arrivals | null> {
  return isReached(seen) ? null : watched.arrivals(signal);
}

/** Where this side fails and the other does not, the trouble lies between them. */
async function comparison(seen: Seen, { target, io, signal }: Asking) {
  if (isReached(seen) || seen.protocol === 'udp') return null;
  const to = { address: seen.address, port: target.port };
  const timeoutMs = Math.min(target.timeoutMs, COMPARISON_MS);
  const outcome = await io.far.connect(to, { timeoutMs }, signal);
  return outcome ?? null;
}

function isReached(seen: Seen): boolean {
  if (seen.protocol === 'udp') return seen.outcome.kind === 'answer';
  return seen.attempts.some(({ kind }) => kind === 'connected');
}
