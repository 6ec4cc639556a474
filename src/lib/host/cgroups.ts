/** How control groups are mounted: `hybrid` is version 1 with an empty version 2 beside it, as systemd once did. */
export type CgroupMode = 'v2' | 'v1' | 'hybrid' | 'none';

/** Reads /proc/self/mountinfo (proc(5)): the type of a file system stands behind the dash. */
export function cgroupModeOf(mountinfo: string): CgroupMode {
  const types = mountinfo.split('\n').map((line) => line.split(' - ')[1]?.split(' ')[0]);
  const hasSecond = types.includes('cgroup2');
  if (types.includes('cgroup')) return hasSecond ? 'hybrid' : 'v1';
  return hasSecond ? 'v2' : 'none';
}

/** The controllers of version 1 that are enabled: /proc/cgroups, `name hierarchy count enabled`. */
export function enabledControllers(cgroups: string): readonly string[] {
  return cgroups.split('\n').flatMap((line) => {
    const [name = '#', , , enabled] = line.trim().split(/\s+/);
    return !name.startsWith('#') && enabled === '1' ? [name] : [];
  });
}
