import type { Endpoint, Io, TcpOutcome } from '#core/io.ts';
import type { PortTarget, TcpProbe } from './target.ts';

type World = Pick<Io, 'tcp' | 'clock'>;

/**
 * When a second connection starts beside a silent first one. It has another source port, so one lost SYN
 * or one bad path of several (ECMP) does not read as a closed door. The kernel repeats a SYN after 1 s as
 * well (RFC 6298 §2), from the same port.
 */
const SECOND_TRY_MS = 1000;

/** TCPMUX (RFC 1078): assigned and all but extinct, so a host with nothing to hide refuses it. */
const CONTROL_PORT = 1;

/** Tries one port of one address, within one timeout in all; after a refusal, looks at who refused. */
export async function probeTcp(
  { host, port, timeoutMs }: PortTarget,
  io: World,
  signal: AbortSignal,
): Promise<TcpProbe> {
  const to = { address: host, port };
  const attempts = await twoTries(to, timeoutMs, io, signal);
  if (!attempts.some(({ kind }) => kind === 'refused') || attempts.some(isConnected)) {
    return { protocol: 'tcp', address: host, attempts, control: null };
  }
  const [again, control] = await Promise.all([
    io.tcp.connect(to, { timeoutMs }, signal),
    io.tcp.connect({ address: host, port: CONTROL_PORT }, { timeoutMs: timeoutMs / 2 }, signal),
  ]);
  return { protocol: 'tcp', address: host, attempts: [...attempts, again], control };
}

/** The outcomes of the first try and, where it stays silent, of a second beside it. */
async function twoTries(
  to: Endpoint,
  timeoutMs: number,
  { tcp, clock }: World,
  signal: AbortSignal,
): Promise<readonly TcpOutcome[]> {
  const waitMs = Math.min(SECOND_TRY_MS, timeoutMs / 3);
  const enough = new AbortController();
  const either = AbortSignal.any([signal, enough.signal]);
  const first = tcp.connect(to, { timeoutMs }, either);
  const second = clock
    .sleep(waitMs, either)
    .then(() => tcp.connect(to, { timeoutMs: timeoutMs - waitMs }, either));
  second.catch(() => undefined);
  try {
    const early = await Promise.race([first, clock.sleep(waitMs, either)]);
    if (early !== undefined) return [early];
    return await firstAnswer(first, second);
  } finally {
    enough.abort();
  }
}

/** Both outcomes, unless one of them answers: then nobody needs the other, which is still silent. */
async function firstAnswer(
  first: Promise<TcpOutcome>,
  second: Promise<TcpOutcome>,
): Promise<readonly TcpOutcome[]> {
  const silent = (outcome: TcpOutcome): boolean => outcome.kind === 'timeout';
  const winner = await Promise.race([
    first.then((outcome) => ({ which: 'first' as const, outcome })),
    second.then((outcome) => ({ which: 'second' as const, outcome })),
  ]);
  if (!silent(winner.outcome)) {
    const stillSilent: TcpOutcome = { kind: 'timeout', afterMs: winner.outcome.afterMs };
    return winner.which === 'first' ? [winner.outcome] : [stillSilent, winner.outcome];
  }
  return Promise.all([first, second]);
}

function isConnected({ kind }: TcpOutcome): boolean {
  return kind === 'connected';
}
