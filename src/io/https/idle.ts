import { setTimeout as sleep } from 'node:timers/promises';
import type { TLSSocket } from 'node:tls';
import type { HttpsEnd, HttpsIdle } from '#core/https.ts';
import { ask, type Question } from './ask.ts';
import { endOf } from './end.ts';
import { Ended, type StepOptions } from './step.ts';

/** Leaves a connection alone for so long, and asks again on it. */
export async function askAfterIdle(
  secure: TLSSocket,
  { idleMs, ...question }: Question & { readonly idleMs: number },
  options: Omit<StepOptions, 'phase'>,
): Promise<HttpsIdle> {
  const startedMs = performance.now();
  const lastedMs = (): number => Math.round(performance.now() - startedMs);
  const early = await endWithin(secure, idleMs, options.signal);
  if (early !== undefined) return { lastedMs: lastedMs(), end: early };
  const lasted = lastedMs();
  try {
    const { end } = await ask({ ...question, isKept: false }, options);
    return { lastedMs: lasted, end };
  } catch (error) {
    if (error instanceof Ended) return { lastedMs: lasted, end: error.end };
    throw error;
  }
}

/** How the other side ended it meanwhile; undefined where it did not. */
async function endWithin(
  secure: TLSSocket,
  idleMs: number,
  signal: AbortSignal,
): Promise<HttpsEnd | undefined> {
  const over = new AbortController();
  let end: HttpsEnd | undefined;
  const onError = (error: NodeJS.ErrnoException): void => {
    end = endOf(error, 'request') ?? { kind: 'reset', phase: 'request' };
    over.abort();
  };
  const onClose = (): void => {
    // A reset is said after the close.
    setImmediate(() => {
      end ??= { kind: 'closed', phase: 'request' };
      over.abort();
    });
  };
  secure.once('error', onError);
  secure.once('end', onClose);
  secure.once('close', onClose);
  if (secure.destroyed) onClose();
  await sleep(idleMs, undefined, { signal: AbortSignal.any([signal, over.signal]) }).catch(
    () => undefined,
  );
  signal.throwIfAborted();
  secure.off('error', onError).off('end', onClose).off('close', onClose);
  return end;
}
