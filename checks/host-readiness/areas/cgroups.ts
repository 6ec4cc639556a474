import { cgroupModeOf, type CgroupMode, enabledControllers } from '#lib/host/cgroups.ts';
import { defineArea, NO_TARGET } from '../area.ts';
import { say } from '../messages.ts';
import { settingsOf } from '../reading.ts';

type CgroupFacts = { readonly mode: CgroupMode; readonly controllers: readonly string[] };

/** Without one of these the kubelet ends (pkg/kubelet/cm, "expectedCgroups"). */
const NEEDED = ['cpu', 'cpuset', 'memory', 'pids'];

export const cgroups = defineArea({
  name: 'cgroups',
  target: () => NO_TARGET,
  look: async (world): Promise<CgroupFacts> => {
    const mode = cgroupModeOf(await settingsOf(world, '/proc/self/mountinfo'));
    if (mode !== 'v2') {
      return { mode, controllers: enabledControllers(await settingsOf(world, '/proc/cgroups')) };
    }
    const unified = await settingsOf(world, '/sys/fs/cgroup/cgroup.controllers');
    return { mode, controllers: unified.trim().split(/\s+/) };
  },
  judge: ({ mode, controllers }: CgroupFacts) => {
    if (mode === 'none') return [say.cgroupsUnknown({ mode })];
    const missing = NEEDED.filter((name) => !controllers.includes(name));
    return [
      ...(mode === 'v2' ? [] : [say.cgroupV1({ mode })]),
      ...(missing.length === 0 ? [] : [say.cgroupControllers({ missing })]),
    ];
  },
});
