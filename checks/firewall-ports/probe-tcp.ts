import { CannotMeasure } from '#core/check.ts';
import type { Endpoint } from '#core/endpoint.ts';
import type { Io } from '#core/io.ts';
import type { TcpAnswer, TcpOutcome } from '#core/tcp.ts';
import type { Question, Seen } from './seen.ts';
import type { PortTarget } from './target.ts';

type World = Pick<Io, 'tcp' | 'clock'>;

/**
 * When a second connection starts beside a silent first one. It has another source port, so one lost SYN
 * or one bad path of several (ECMP) does not read as a closed door. The kernel repeats a SYN after 1 s as
 * well (RFC 6298 §2), from the same port.
 */
const SECOND_TRY_MS = 1000;

/** TCPMUX (RFC 1078): assigned and all but extinct, so a host with nothing to hide refuses it. */
const CONTROL_PORT = 1;

const EMPTY = new Uint8Array();

/** Tries one port of one address, within one timeout in all; after a refusal, looks at who refused. */
export async function probeTcp(
  { target, question }: { readonly target: PortTarget; readonly question: Question | undefined },
  io: World,
  signal: AbortSignal,
): Promise<Seen> {
  const { host: address, port, timeoutMs } = target;
  const dial = dialer(target, question, io);
  const answers = await twoTries(dial, timeoutMs, io, signal);
  const attempts = answers.map(({ outcome }) => outcome);
  const answer = answers.find(({ bytes }) => bytes.length > 0)?.bytes ?? EMPTY;
  const seen = { protocol: 'tcp', address, answer } as const;
  if (!attempts.some(({ kind }) => kind === 'refused') || attempts.some(isConnected)) {
    return { ...seen, attempts, control: null };
  }
  const [again, control] = await Promise.all([
    io.tcp.connect({ address, port }, { timeoutMs }, signal),
    controlOutcome({ address, port: CONTROL_PORT }, timeoutMs / 2, io, signal),
  ]);
  return { ...seen, attempts: [...attempts, again], control };
}

/** Only evidence: a peer that may not use that port breaks no case by it. */
async function controlOutcome(
  to: Endpoint,
  timeoutMs: number,
  { tcp }: Pick<World, 'tcp'>,
  signal: AbortSignal,
): Promise<TcpOutcome | null> {
  return tcp.connect(to, { timeoutMs }, signal).catch((error: unknown) => {
    if (error instanceof CannotMeasure) return null;
    throw error;
  });
}

type Dial = (timeoutMs: number, signal: AbortSignal) => Promise<TcpAnswer>;

function dialer(
  { host, port }: PortTarget,
  question: Question | undefined,
  { tcp }: Pick<World, 'tcp'>,
): Dial {
  const to = { address: host, port };
  if (question !== undefined) {
    return (timeoutMs, signal) => tcp.exchange(to, question, { timeoutMs }, signal);
  }
  return async (timeoutMs, signal) => {
    const outcome = await tcp.connect(to, { timeoutMs }, signal);
    return { outcome, bytes: EMPTY };
  };
}

/** The outcomes of the first try and, where it stays silent, of a second beside it. */
async function twoTries(
  dial: Dial,
  timeoutMs: number,
  { clock }: World,
  signal: AbortSignal,
): Promise<readonly TcpAnswer[]> {
  const waitMs = Math.min(SECOND_TRY_MS, timeoutMs / 3);
  const enough = new AbortController();
  const either = AbortSignal.any([signal, enough.signal]);
  const first = dial(timeoutMs, either);
  const second = clock.sleep(waitMs, either).then(() => dial(timeoutMs - waitMs, either));
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
  first: Promise<TcpAnswer>,
  second: Promise<TcpAnswer>,
): Promise<readonly TcpAnswer[]> {
  const silent = ({ outcome }: TcpAnswer): boolean => outcome.kind === 'timeout';
  const winner = await Promise.race([
    first.then((answer) => ({ which: 'first' as const, answer })),
    second.then((answer) => ({ which: 'second' as const, answer })),
  ]);
  if (!silent(winner.answer)) {
    const { afterMs } = winner.answer.outcome;
    const stillSilent: TcpAnswer = { outcome: { kind: 'timeout', afterMs }, bytes: EMPTY };
    return winner.which === 'first' ? [winner.answer] : [stillSilent, winner.answer];
  }
  return Promise.all([first, second]);
}

function isConnected({ kind }: TcpOutcome): boolean {
  return kind === 'connected';
}
