import { defineCheck } from '#core/check.ts';
import { judge } from './judge.ts';
import { measure, NFS_NEEDS } from './measure.ts';
import { vocabulary } from './messages.ts';
import { NFS_OPTIONS } from './options.ts';
import { plan, rules } from './plan.ts';

export const nfsThroughput = defineCheck({
  id: 'nfs-throughput',
  title: 'Every export that the workloads need can be mounted, written and read fast enough',
  why: 'A volume that does not mount leaves its pods in ContainerCreating; one that is slow or hangs takes the node’s processes with it.',
  explanation: {
    proves: [
      'Before anything is mounted: that NFS answers at its port, speaks the version, and knows the export for this client; a filtered port, a refusal and a wrong version are told apart.',
      'With the kernel’s client and the options of the workloads: what the server agreed to, and how fast random data goes there and back, past the page cache; each block is read again and compared.',
      'How long fsync takes, and creating, renaming and removing files; and whether server or network holds a transfer back.',
      'That a server which stops answering is seen within seconds, though a hard mount would wait for ever.',
    ],
    doesNotProve: [
      'What the server does under the load of many hosts at once.',
      'That what it has confirmed survives a loss of power there.',
      'Whether an export that is not known exists for others: servers hide it.',
    ],
    sources: [
      'RFC 8881 (NFS 4.1), RFC 7530 (4.0), RFC 1813 (3), RFC 5531 (ONC RPC)',
      'nfs(5), mount.nfs(8), mountstats(8), mount_namespaces(7)',
      'https://kubernetes.io/docs/concepts/storage/persistent-volumes/#mount-options',
    ],
  },
  vocabulary,
  needs: NFS_NEEDS,
  lane: 'saturating',
  options: NFS_OPTIONS,
  plan,
  measure,
  judge,
  rules,
});
