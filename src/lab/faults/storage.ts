import { rule } from '../change.ts';
import { nfs } from '../services/nfs.ts';
import { type Fault, faultsOf } from './fault.ts';
import { STORAGE } from './places.ts';

/** The NFS server and the way to it. */
export const STORAGE_FAULTS: readonly Fault[] = faultsOf('storage', [
  {
    name: 'nfs-read-only',
    breaks: 'the export is read-only',
    changes: [nfs.running({ access: 'ro' })],
    expects: ['nfs-throughput/readOnly'],
  },
  {
    name: 'nfs-export-refused',
    breaks: 'the export is for other clients',
    changes: [nfs.running({ clients: '192.0.2.0/24' })],
    expects: ['nfs-throughput/exportRefused'],
  },
  {
    name: 'nfs-slow',
    breaks: 'the storage host sends and receives 80 Mbit/s at most',
    changes: [
      {
        kind: 'queue',
        at: 'vpc-router',
        device: 'storage',
        discipline: 'tbf rate 80mbit burst 64kb latency 50ms',
      },
      {
        kind: 'queue',
        at: 'storage',
        device: 'eth0',
        discipline: 'tbf rate 80mbit burst 64kb latency 50ms',
      },
    ],
    expects: ['nfs-throughput/tooSlow'],
    // One direction may come close to the bound.
    allows: ['nfs-throughput/undecided'],
  },
  {
    name: 'nfs-stale',
    breaks: 'the export is replaced in mid-write: what a client has open is gone',
    changes: [nfs.running({ generation: 2 })],
    strikes: 'mid-write',
    // What was open is lost: the client's kernel ends the write with EIO.
    expects: ['nfs-throughput/brokeOff'],
  },
  {
    name: 'nfs-root-squash',
    breaks: 'the server makes nobody of root, and the folder is root’s',
    changes: [nfs.running({ squashesRoot: true })],
    expects: ['nfs-throughput/notPermitted'],
  },
  {
    name: 'nfs-full',
    breaks: 'the export has 2 MiB of room',
    changes: [nfs.running({ sizeBytes: 2 * 1024 * 1024 })],
    expects: ['nfs-throughput/noRoom'],
  },
  {
    name: 'nfs-gone',
    breaks: 'the NFS server is gone, as after a crash in mid-write',
    changes: [nfs.stopped],
    expects: ['nfs-throughput/refused'],
  },
  {
    name: 'nfs-cut',
    breaks: 'the path to the NFS server is cut: packets vanish, as in mid-write',
    changes: [rule('vpc-router', 'forward', `ip daddr ${STORAGE} tcp dport 2049 drop`)],
    expects: ['nfs-throughput/filtered'],
  },
]);
