import type { Finding } from '#core/finding.ts';
import type { Hardware, Room } from '#core/host-state.ts';
import { defineArea, NO_TARGET } from '../area.ts';
import { say } from '../messages.ts';

/** The kubelet's hard eviction thresholds: imagefs.available<15%, nodefs.available<10%, nodefs.inodesFree<5%. */
const FOLDERS = [
  { path: '/var/lib/containerd', purpose: 'images (/var/lib/containerd)', leastPercent: 15 },
  { path: '/var/lib/kubelet', purpose: 'pods (/var/lib/kubelet)', leastPercent: 10 },
] as const;
const LEAST_INODES_PERCENT = 5;

/** kubeadm's NumCPU; AWS's own minimum, 1, no running machine falls short of. */
const ENOUGH_CPUS = 2;

/** AWS asks for 1 GiB; the firmware and the kernel keep up to a seventh of so small a machine to themselves. */
const LEAST_MEMORY_BYTES = 0.85 * 2 ** 30;

/** Half of what EKS nodes in the cloud come with. */
const ENOUGH_DISK_BYTES = 10 * 2 ** 30;

type ResourceFacts = {
  readonly hardware: Hardware;
  /** In the order of FOLDERS; null where the system does not say. */
  readonly rooms: readonly (Room | null)[];
};

export const resources = defineArea({
  name: 'resources',
  target: () => NO_TARGET,
  look: async ({ hostState }, _target, signal): Promise<ResourceFacts> => {
    const [hardware, rooms] = await Promise.all([
      hostState.hardware(signal),
      Promise.all(FOLDERS.map(({ path }) => hostState.room(path))),
    ]);
    return { hardware, rooms };
  },
  judge: ({ hardware, rooms }: ResourceFacts) => [
    ...hardwareFindings(hardware),
    ...rooms.flatMap((room, index) => roomFindings(room, FOLDERS[index] ?? FOLDERS[0])),
  ],
  metrics: ({ hardware: { cpus, memoryBytes }, rooms }: ResourceFacts) => [
    { name: 'cpus', value: cpus, unit: 'count', limit: { at: 'least', value: 1 } },
    {
      name: 'memory_bytes',
      value: memoryBytes,
      unit: 'bytes',
      limit: { at: 'least', value: LEAST_MEMORY_BYTES },
    },
    ...rooms
      .slice(0, 1)
      .flatMap((room) =>
        room === null
          ? []
          : [{ name: 'image_disk_bytes', value: room.availableBytes, unit: 'bytes' } as const],
      ),
  ],
});

function hardwareFindings({ cpus, memoryBytes }: Hardware): readonly Finding[] {
  if (!(cpus >= 1) || !(memoryBytes > 0)) return [say.hardwareUnknown({ cpus, memoryBytes })];
  return [
    ...(cpus < ENOUGH_CPUS ? [say.fewCpus({ cpus })] : []),
    ...(memoryBytes < LEAST_MEMORY_BYTES ? [say.littleMemory({ memoryBytes })] : []),
  ];
}

type Folder = (typeof FOLDERS)[number];

function roomFindings(
  room: Room | null,
  { path, purpose, leastPercent }: Folder,
): readonly Finding[] {
  if (room === null || room.totalBytes === 0) return [say.diskUnknown({ path })];
  const { availableBytes, totalBytes, totalFiles, freeFiles } = room;
  const facts = { path: room.path, purpose, availableBytes, totalBytes };
  const freePercent = Math.floor((100 * availableBytes) / totalBytes);
  const bytes = { ...facts, what: 'room', leastPercent, freePercent };
  if (freePercent < leastPercent) return [say.diskPressure(bytes)];
  // File systems that make inodes as they need them count none.
  const freeInodes = totalFiles === 0 ? 100 : Math.floor((100 * freeFiles) / totalFiles);
  if (freeInodes < LEAST_INODES_PERCENT) {
    const inodes = { what: 'inodes', leastPercent: LEAST_INODES_PERCENT, freePercent: freeInodes };
    return [say.diskPressure({ ...facts, ...inodes })];
  }
  const isForImages = path === FOLDERS[0].path;
  return isForImages && availableBytes < ENOUGH_DISK_BYTES ? [say.littleDisk(bytes)] : [];
}
