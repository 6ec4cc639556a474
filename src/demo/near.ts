import type { Side } from '#core/far.ts';

/** The imaginary host's side: its pods, too, live on loopback, where an address needs no root. */
export function demoNear(near: Side): Side {
  return {
    ...near,
    borrowAddress: (network, signal) =>
      near.borrowAddress(network.replace(/^\d+\./, '127.'), signal),
  };
}
