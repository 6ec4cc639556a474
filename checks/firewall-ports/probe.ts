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
  const enough = new AbortController();
  const lastHop = traceTo({ target, io, signal: AbortSignal.any([signal, enough.signal]) });
  lastHop.catch(() => undefined);
  try {
    const { answer, ...seen } = await probe(target, questionFor(listening), io, signal);
    const there = await askThere(listening, { ...seen, answer }, { target, io, signal });
    if (seen.protocol === 'udp') return { ...seen, there };
    return { ...seen, there, lastHop: isSilent(seen) ? await lastHop : null };
  } finally {
    enough.abort();
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

/** As long as a first connection may take before its like is tried beside it. */
const TRACE_AFTER_MS = 1000;

/**
 * Where a connection meets silence, the way there is looked at while it still waits, once for all ports of an address.
 */
async function traceTo({ target, io, signal }: Asking): Promise<LastHop | null> {
  const { protocol, host: address, port, timeoutMs } = target;
  if (protocol === 'udp') return null;
  await io.clock.sleep(Math.min(TRACE_AFTER_MS, timeoutMs / 3), signal);
  return io.share.once(
    `last hop towards ${address}`,
    (own) => lastHopTowards({ address, port }, io, own),
    signal,
  );
}

function isSilent({ attempts }: Pick<TcpProbe, 'attempts'>): boolean {
  return attempts.every(({ kind }) => kind === 'timeout');
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
