import { defineCheck } from '#core/check.ts';
import { judge } from './judge.ts';
import { measure } from './measure.ts';
import { vocabulary } from './messages.ts';
import { options } from './options.ts';
import { plan } from './plan.ts';

export const gpu = defineCheck({
  id: 'gpu',
  title: 'Containers on this host can have its GPUs',
  why: 'A node whose driver, fabric manager or runtime is wrong joins all the same; its GPUs are missing from it, or the first job ends.',
  explanation: {
    proves: [
      'Every GPU of NVIDIA’s that is on PCI is one that the driver has; one that it lost is named with its bus id.',
      'The driver answers, is of one version with its library, and is new enough.',
      'Where NVSwitches are on PCI, their fabric manager is installed, of the driver’s version, and runs.',
      'nvidia-ctk is installed, and containerd has its runtime, in the config and in the files that it imports.',
      'What DRA takes is there: Kubernetes, where its version is said, and CDI in containerd.',
    ],
    doesNotProve: [
      'That a job computes: no CUDA is run.',
      'That containerd was restarted since its config was written.',
      'The pairing with drivers of network cards (MLNX_OFED), GPUDirect or NVLink speeds.',
      'Switches that are not on this host’s PCI, as those of a rack.',
    ],
    sources: [
      'https://docs.nvidia.com/datacenter/tesla/fabric-manager-user-guide/',
      'https://docs.nvidia.com/datacenter/cloud-native/container-toolkit/latest/install-guide.html',
      'https://docs.nvidia.com/deploy/xid-errors/',
      'https://kubernetes.io/docs/concepts/scheduling-eviction/dynamic-resource-allocation/',
      'https://github.com/containerd/containerd/blob/main/docs/cri/config.md',
    ],
  },
  vocabulary,
  needs: ['gpu'],
  lane: 'light',
  options,
  plan,
  measure,
  judge,
});
