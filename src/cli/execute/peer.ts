import { setTimeout as sleep } from 'node:timers/promises';
import type { Channel } from '#core/channel.ts';
import { EXIT } from '#core/summary.ts';
import { dialPsk, listenPsk, type PskListener } from '../../io/psk.ts';
import { keepProcessSmall } from '../../io/small-process.ts';
import { generateToken, keyOf } from '../../peer/token.ts';
import { peerKey } from '../open-peer.ts';
import { introduction } from '../peer/introduction.ts';
import { type PeerArguments, type PeerSettings, readPeerArguments } from '../peer/options.ts';
import { openReflector } from '../peer/open-reflector.ts';
import { createSessions, type Sessions } from '../peer/sessions.ts';
import type { Shell } from '../shell.ts';
import { UsageError } from '../usage-error.ts';

/** Serves hosts that hold the token until it is interrupted, or with --once until the first has gone. */
export async function executePeer(argv: PeerArguments, shell: Shell): Promise<number> {
  const settings = readPeerArguments(argv);
  keepProcessSmall();
  const { key, shown } = await keyFor(argv, shell);
  const [io, near] = await Promise.all([shell.openIo(), shell.openNear()]);
  const stop = new AbortController();
  const over = Promise.withResolvers<number>();
  const stopListening = shell.onInterrupt((signal) => {
    over.resolve(signal === 'SIGTERM' ? EXIT.SIGTERM : EXIT.SIGINT);
  });
  const { signal } = stop;
  const sessions = await createSessions({ io, near, shell, signal, settings });
  const meet = settings.way === 'listen' ? awaitCalls : makeCalls;
  const closeReflector = await openReflector(settings);
  const met = await meet(settings, key, { sessions, signal, over });
  const at = { ...settings.at, port: met.port };
  shell.stdout.write(introduction({ ...settings, at }, argv, shown));
  const timer = settings.once ? endIfNobodyComes(sessions, over) : undefined;
  try {
    return await over.promise;
  } finally {
    clearTimeout(timer);
    stopListening();
    stop.abort();
    await Promise.all([met.close(), closeReflector()]);
  }
}

/** Started for one session by hand or by a job: it must not stay for ever where that never comes. */
const ONCE_WITHIN_MS = 15 * 60_000;

function endIfNobodyComes(sessions: Sessions, over: PromiseWithResolvers<number>): NodeJS.Timeout {
  return setTimeout(() => {
    if (sessions.hasBegun()) return;
    sessions.tell({ event: 'end', why: `nobody came within ${ONCE_WITHIN_MS / 60_000} minutes` });
    over.resolve(EXIT.inconclusive);
  }, ONCE_WITHIN_MS);
}

interface Meeting {
  readonly sessions: Sessions;
  readonly signal: AbortSignal;
  readonly over: PromiseWithResolvers<number>;
}

async function awaitCalls(
  { at, once }: PeerSettings,
  key: Buffer,
  { sessions, over }: Meeting,
): Promise<PskListener> {
  try {
    return await listenPsk(at, {
      key,
      onChannel: (channel) => {
        sessions.begin(channel, () => {
          if (once) over.resolve(EXIT.passed);
        });
      },
      onRefused: (from) => {
        sessions.tell({ from, event: 'refused' });
      },
    });
  } catch (error) {
    const { code = String(error) } = error as NodeJS.ErrnoException;
    throw new UsageError(`cannot listen on ${at.address}:${at.port}: ${code}`);
  }
}

/** The host may not be there yet, or between two runs. */
const CALL_AGAIN_MS = 2000;

function makeCalls(
  { at, once }: PeerSettings,
  key: Buffer,
  { sessions, signal, over }: Meeting,
): Promise<PskListener> {
  const to = `${at.address}:${at.port}`;
  let lastWhy = '';
  const callOnce = async (): Promise<void> => {
    const channel: Channel = await dialPsk(at, { key, signal });
    await new Promise<void>((resolve) => {
      sessions.begin(channel, resolve);
    });
    if (once) over.resolve(EXIT.passed);
  };
  const noAnswer = (error: unknown): string => {
    if (signal.aborted) return '';
    const why = String(error);
    if (why !== lastWhy) sessions.tell({ event: 'no-answer', to, why });
    return why;
  };
  const callOn = async (): Promise<void> => {
    while (!signal.aborted) {
      lastWhy = await callOnce().then(() => '', noAnswer);
      await sleep(CALL_AGAIN_MS, undefined, { signal }).catch(() => undefined);
    }
  };
  const calling = callOn();
  return Promise.resolve({ port: at.port, close: () => calling });
}

async function keyFor(
  { tokenFile, tokenEnv }: PeerArguments,
  shell: Shell,
): Promise<{ readonly key: Buffer; readonly shown?: string }> {
  if (tokenFile !== undefined) {
    return { key: await peerKey(`file:${tokenFile}`, shell, '--token-file') };
  }
  if (tokenEnv !== undefined) {
    return { key: await peerKey(`env:${tokenEnv}`, shell, '--token-env') };
  }
  const shown = generateToken();
  const parsed = keyOf(shown);
  if (!parsed.ok) throw new Error('a token of our own is none');
  return { key: parsed.key, shown };
}
