import type { Io } from '#core/io.ts';

/** What this check looks with. */
export type World = Pick<Io, 'kubelet' | 'hostState' | 'host' | 'https' | 'dns' | 'clock'>;
