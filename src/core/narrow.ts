import type { Capability, Io } from './io.ts';

/** Hands over only what the check declared, so that `needs` cannot drift from the truth. */
export function narrow(io: Io, needs: readonly Capability[]): Io {
  // A check's type says that it reads no other key, and it would find nothing there.
  return Object.fromEntries(needs.map((need) => [need, io[need]])) as unknown as Io;
}
