import { CannotMeasure } from '#core/check.ts';
import type { Io } from '#core/io.ts';
import { type Act, type Admit, CONNECTION_BYTES } from './admit.ts';
import type { Policy } from './policy.ts';

/** RFC 8881 §2.9, RFC 1833 §2. */
const NFS_PORT = 2049;
const PORTMAPPER_PORT = 111;
/** NULL of two versions, three minor versions and a lookup; as many questions to the portmapper and mountd. */
const NFS_CALLS = 8;

interface Guarding {
  readonly policy: Policy;
  readonly audit: (act: Act) => void;
  readonly admit: Admit;
}

/** What is written there stays within the export; where it may be written at all, whoever started the peer decides. */
export function guardStorage(
  { nfs, storage }: Io,
  { policy, audit, admit }: Guarding,
): Pick<Io, 'nfs' | 'storage'> {
  return {
    nfs: {
      services: async (target, signal) => {
        const { address, port = NFS_PORT } = target;
        for (const one of [port, PORTMAPPER_PORT]) {
          admit('tcp.connect', { address, port: one }, CONNECTION_BYTES * NFS_CALLS);
        }
        return nfs.services(target, signal);
      },
    },
    storage: {
      run: async (plan, ...rest) => {
        const { place } = plan;
        const address = place.kind === 'export' ? place.server : place.path;
        if (!policy.mayMount || place.kind !== 'export') {
          audit({ act: 'mount', to: address, allowed: false });
          throw noMounts();
        }
        admit('mount', { address, port: place.port }, CONNECTION_BYTES);
        return storage.run(plan, ...rest);
      },
    },
  };
}

function noMounts(): CannotMeasure {
  return new CannotMeasure(
    'The peer mounts nothing for others: it was not started so.',
    'Start the peer as root with --mount, where exports may be written to.',
  );
}
