import { message } from '#core/messages.ts';

type Disk = {
  readonly path: string;
  readonly purpose: string;
  readonly availableBytes: number;
  readonly totalBytes: number;
  readonly what: string;
  readonly leastPercent: number;
  readonly freePercent: number;
};

const DISK: Disk = {
  ...{ path: '/var/lib', purpose: 'images (/var/lib/containerd)', what: 'room' },
  ...{ availableBytes: 3.2e9, totalBytes: 53.7e9, leastPercent: 15, freePercent: 6 },
};

export const resourcesWords = {
  fewCpus: message<{ readonly cpus: number }>({
    severity: 'warn',
    title: 'One processor is little for a node',
    example: { cpus: 1 },
    detail: ({ cpus }) =>
      `${cpus} processor is what AWS asks for at least; kubeadm asks for 2, as the kubelet, containerd and the network plugin share them with the pods.`,
    fix: () => 'Give the machine 2 processors or more.',
  }),
  littleMemory: message<{ readonly memoryBytes: number }>({
    severity: 'fail',
    title: 'The host has too little memory',
    example: { memoryBytes: 524_288_000 },
    detail: ({ memoryBytes }) => `It has ${gib(memoryBytes)} GiB; AWS asks for 1 GiB at least.`,
    fix: () => 'Give the machine more: 4 GiB leaves pods some room.',
  }),
  hardwareUnknown: message<{ readonly cpus: number; readonly memoryBytes: number }>({
    severity: 'inconclusive',
    title: 'Processors or memory could not be counted',
    example: { cpus: 0, memoryBytes: 0 },
    detail: ({ cpus, memoryBytes }) =>
      `The system tells ${cpus} processors and ${memoryBytes} bytes of memory, which cannot be.`,
    fix: () => 'Look by hand:\n$ lscpu; free -b',
  }),
  diskPressure: message<Disk>({
    severity: 'fail',
    title: 'The disk is so full that no pod would start',
    example: DISK,
    detail: ({ path, purpose, what, freePercent, leastPercent, availableBytes }) =>
      `${freePercent} % of the ${what} of ${path}, for ${purpose}, is free (${gib(availableBytes)} GiB); below ${leastPercent} % the kubelet reports DiskPressure and evicts pods (its hard eviction thresholds).`,
    fix: ({ path }) =>
      `Make room, or mount a larger disk there. What takes it:\n$ sudo du -xh --max-depth=2 ${path} | sort -h | tail`,
  }),
  littleDisk: message<Disk>({
    severity: 'warn',
    title: 'There is little room for images',
    example: { ...DISK, availableBytes: 6.4e9, totalBytes: 21.5e9, freePercent: 30 },
    detail: ({ path, purpose, availableBytes }) =>
      `${gib(availableBytes)} GiB are free on ${path}, for ${purpose}. One image with a framework for GPUs unpacks to 10 GiB.`,
    fix: () => 'Mount a disk of 20 GiB or more at /var/lib/containerd: what EKS nodes come with.',
  }),
  diskUnknown: message<{ readonly path: string }>({
    severity: 'inconclusive',
    title: 'The room on the disk cannot be read',
    example: { path: '/var/lib/containerd' },
    detail: ({ path }) => `The system does not say how much is free where ${path} will be.`,
    fix: ({ path }) => `Look by hand:\n$ df -h ${path}`,
  }),
};

function gib(bytes: number): string {
  return (bytes / 2 ** 30).toFixed(1);
}
