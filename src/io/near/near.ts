import type { Side } from '#core/far.ts';
import { createDescriptors } from '../descriptors.ts';
import { createTcp } from '../tcp.ts';
import { serveIperf3 } from '../iperf3/server.ts';
import { borrowAddress } from './borrow.ts';
import { listenHere } from './listen.ts';
import { reflectHere } from './reflect.ts';

/** What this machine can do for the other side. Whether it may is for others to say. */
export function createNear(): Side {
  const tcp = createTcp(createDescriptors());
  return {
    listen: (at) => listenHere(at),
    connect: (to, options, signal) =>
      tcp.connect(to, options, signal).catch(() => {
        signal.throwIfAborted();
        return undefined;
      }),
    borrowAddress,
    reflect: (at) => reflectHere(at),
    serveIperf3: (at, signal) => serveIperf3(at, signal),
  };
}
