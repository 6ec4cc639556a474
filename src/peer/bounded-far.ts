import type { Far, Listening } from '#core/far.ts';
import { createTurns } from '#lib/turns.ts';

/**
 * Returns the same other side, which never listens on more than `mostLeases` ports at once for this one: who asks
 * for more waits its turn instead of being refused.
 */
export function boundedFar(far: Far, mostLeases: number): Far {
  const turns = createTurns(mostLeases);
  return {
    address: far.address,
    ownAddress: far.ownAddress,
    connect: (...request) => far.connect(...request),
    borrowAddress: (...request) => far.borrowAddress(...request),
    reflect: (...request) => far.reflect(...request),
    serveIperf3: (...request) => far.serveIperf3(...request),
    listen: (at, signal) =>
      new Promise((resolve, reject) => {
        turns
          .hold(signal, async () => {
            const released = Promise.withResolvers<undefined>();
            const listening = await far.listen(at, signal);
            resolve(tellingOnRelease(listening, released.resolve));
            if ('release' in listening) await released.promise;
          })
          .catch(reject);
      }),
  };
}

function tellingOnRelease(listening: Listening, tell: (nothing: undefined) => void): Listening {
  if (!('release' in listening)) return listening;
  const release = async (): Promise<void> => {
    tell(undefined);
    await listening.release();
  };
  return { ...listening, release };
}
