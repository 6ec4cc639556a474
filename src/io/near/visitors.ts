import type { Arrivals, ListenAt } from '#core/far.ts';
import { readSockets, SOCKET_STATE } from '../socket-table.ts';

/** More than that many sources are no test of ours. */
const MOST_SOURCES = 16;

/** Who came to a port, each address once. */
export interface Visitors {
  readonly saw: (address: string) => void;
  readonly arrivals: () => Promise<Arrivals>;
}

/** Remembers who was accepted, and looks into the kernel's table for who got no further than the SYN. */
export function createVisitors(at: ListenAt): Visitors {
  const from = new Set<string>();
  return {
    saw: (address) => {
      if (from.size < MOST_SOURCES) from.add(address);
    },
    arrivals: async () => ({
      from: [...from],
      halfOpen: at.protocol === 'tcp' ? await halfOpenAt(at) : [],
    }),
  };
}

async function halfOpenAt({ address, port }: ListenAt): Promise<readonly string[]> {
  const rows = await readSockets('tcp');
  const sources = rows
    .filter(
      ({ state, local }) =>
        state === SOCKET_STATE.synReceived && local.port === port && local.address === address,
    )
    .flatMap(({ remote }) => remote.address ?? []);
  return [...new Set(sources)].slice(0, MOST_SOURCES);
}
