import type { Room } from '#core/host-state.ts';
import { siteWith } from '../fakes/site.ts';
import { type HostRow, table } from './host-readiness-world.ts';

const release = (id: string, version: string): HostRow => ({
  files: { '/etc/os-release': `NAME="x"\nID=${id}\nVERSION_ID="${version}"\n` },
});

table('os', {
  'Ubuntu 24.04': [release('ubuntu', '24.04'), 'pass'],
  'Ubuntu 20.04': [release('ubuntu', '20.04'), 'pass'],
  'RHEL 8.10': [release('"rhel"', '8.10'), 'pass'],
  'RHEL 9': [release('rhel', '9'), 'pass'],
  'Amazon Linux 2023': [release('amzn', '2023'), 'pass'],
  'Ubuntu between releases': [release('ubuntu', '24.10'), 'fail osUnsupported'],
  'Amazon Linux 2': [release('amzn', '2'), 'fail osUnsupported'],
  'RHEL 7': [release('rhel', '7.9'), 'fail osUnsupported'],
  'a rebuild of RHEL': [release('rocky', '9.4'), 'fail osUnsupported'],
  'RHEL 88 is not 8': [release('rhel', '88'), 'fail osUnsupported'],
  'no os-release': [{}, 'inconclusive osUnknown'],
  'another processor': [
    { ...release('ubuntu', '24.04'), facts: { arch: 's390x' } },
    'fail architectureUnsupported',
  ],
});

const { components } = siteWith();
const calico = { components: { ...components, cni: 'calico' } } as const;

table('kernel', {
  'new enough': [{ facts: { kernel: '5.15.0-91-generic' } }, 'pass'],
  'exactly enough': [{ facts: { kernel: '5.10.0' } }, 'pass'],
  'a minor short': [{ facts: { kernel: '5.9.16' } }, 'fail kernelTooOld'],
  'Ubuntu 20.04': [{ facts: { kernel: '5.4.0-216-generic' } }, 'fail kernelTooOld'],
  'RHEL 8': [{ facts: { kernel: '4.18.0-553.5.1.el8_10.x86_64' } }, 'warn kernelBackported'],
  '4.18 of somebody else': [{ facts: { kernel: '4.18.0-25-generic' } }, 'fail kernelTooOld'],
  'RHEL 8 with Calico': [{ facts: { kernel: '4.18.0-553.el8.x86_64' }, site: calico }, 'pass'],
  'an ancient one with Calico': [
    { facts: { kernel: '2.6.32' }, site: calico },
    'fail kernelTooOld',
  ],
  'no release': [{ facts: { kernel: 'GNU-Mach' } }, 'inconclusive kernelUnknown'],
});

const GIB = 2 ** 30;
const room =
  (parts: Partial<Room>) =>
  (path: string): Room => ({
    ...{ path, totalBytes: 100 * GIB, availableBytes: 80 * GIB },
    ...{ totalFiles: 1000, freeFiles: 900, ...parts },
  });

table('resources', {
  plenty: [{}, 'pass'],
  'one processor': [{ cpus: 1 }, 'warn fewCpus'],
  'a machine of 1 GiB, less what the kernel keeps': [{ memoryBytes: 0.93 * GIB }, 'pass'],
  'half a GiB': [{ memoryBytes: 0.47 * GIB }, 'fail littleMemory'],
  'nothing counted': [{ cpus: 0 }, 'inconclusive hardwareUnknown'],
  'no memory counted': [{ memoryBytes: 0 }, 'inconclusive hardwareUnknown'],
  'a disk at 14 %': [{ room: room({ availableBytes: 14 * GIB }) }, 'fail diskPressure'],
  'a disk at 9 %': [{ room: room({ availableBytes: 9 * GIB }) }, 'fail diskPressure diskPressure'],
  'no inodes': [{ room: room({ freeFiles: 40 }) }, 'fail diskPressure diskPressure'],
  'inodes that nobody counts': [{ room: room({ totalFiles: 0, freeFiles: 0 }) }, 'pass'],
  'a small disk': [
    { room: room({ totalBytes: 20 * GIB, availableBytes: 8 * GIB }) },
    'warn littleDisk',
  ],
  'a disk that is not told': [{ room: () => null }, 'inconclusive diskUnknown diskUnknown'],
});

const swaps = (...lines: readonly string[]) =>
  ['Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority', ...lines, ''].join('\n');

table('swap', {
  'a kernel without': [{}, 'pass'],
  none: [{ files: { '/proc/swaps': swaps(), '/etc/fstab': '# nothing\n' } }, 'pass'],
  'a partition': [
    { files: { '/proc/swaps': swaps('/dev/sda3  partition\t8388604\t0\t-2') } },
    'fail swapPartition',
  ],
  'a file': [{ files: { '/proc/swaps': swaps('/swap.img file 4194300 0 -2') } }, 'warn swapFile'],
  zram: [
    { files: { '/proc/swaps': swaps('/dev/zram0 partition 4194300 0 100') } },
    'fail swapZram',
  ],
  all: [
    {
      files: {
        '/proc/swaps': swaps(
          '/dev/zram0 partition 1 0 100',
          '/dev/dm-1 partition 1 0 -2',
          '/my\\040swap file 1 0 -3',
        ),
      },
    },
    'fail swapPartition swapZram swapFile',
  ],
  'fstab brings it back': [
    { files: { '/etc/fstab': 'UUID=0a1b none swap sw 0 0\n' } },
    'warn swapReturns',
  ],
  'fstab does not mount it': [
    { files: { '/etc/fstab': '/dev/sdb1 none swap noauto 0 0\n#/dev/sdc1 none swap sw 0 0\n' } },
    'pass',
  ],
});

const MOUNT = '30 23 0:26 / /sys/fs/cgroup rw shared:9 - cgroup2 cgroup2 rw\n';
const FIRST = '31 23 0:27 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory\n';
const V1 =
  '#subsys_name\thierarchy\tnum_cgroups\tenabled\ncpu\t1\t1\t1\ncpuset\t2\t1\t1\npids\t3\t1\t1\n';

table('cgroups', {
  'version 2': [
    {
      files: {
        '/proc/self/mountinfo': MOUNT,
        '/sys/fs/cgroup/cgroup.controllers': 'cpuset cpu io memory hugetlb pids rdma misc\n',
      },
    },
    'pass',
  ],
  'version 2 without memory': [
    {
      files: {
        '/proc/self/mountinfo': MOUNT,
        '/sys/fs/cgroup/cgroup.controllers': 'cpuset cpu io pids\n',
      },
    },
    'fail cgroupControllers',
  ],
  'version 1': [
    {
      files: { '/proc/self/mountinfo': FIRST, '/proc/cgroups': `${V1}memory\t4\t1\t1\n` },
    },
    'warn cgroupV1',
  ],
  'version 1 with memory off': [
    {
      files: { '/proc/self/mountinfo': FIRST + MOUNT, '/proc/cgroups': `${V1}memory\t0\t1\t0\n` },
    },
    'fail cgroupV1 cgroupControllers',
  ],
  none: [{}, 'inconclusive cgroupsUnknown'],
});

const KERNEL = { facts: { kernel: '5.15.0' } };
const lib = '/lib/modules/5.15.0';
const DEP = 'kernel/fs/overlayfs/overlay.ko.zst:\nkernel/net/bridge/br_netfilter.ko: bridge.ko\n';

table('modules', {
  loadable: [{ ...KERNEL, files: { [`${lib}/modules.dep`]: DEP } }, 'pass'],
  loaded: [
    { ...KERNEL, files: { '/proc/modules': 'overlay 1 0 - Live\nbr_netfilter 1 0 - Live\n' } },
    'pass',
  ],
  'built in': [
    {
      ...KERNEL,
      files: { [`${lib}/modules.builtin`]: 'kernel/overlay.ko\nkernel/br_netfilter.ko\n' },
    },
    'pass',
  ],
  'built in without lists': [
    {
      ...KERNEL,
      files: {
        '/proc/filesystems': 'nodev\tproc\nnodev\toverlay\n',
        '/proc/sys/net/bridge/bridge-nf-call-iptables': '1\n',
      },
    },
    'pass',
  ],
  'overlay is missing': [
    {
      ...KERNEL,
      files: { [`${lib}/modules.dep`]: 'kernel/br_netfilter.ko:\nkernel/xoverlay.ko:\n' },
    },
    'fail moduleMissing',
  ],
  'br_netfilter is missing': [
    { ...KERNEL, files: { [`${lib}/modules.dep`]: 'kernel/overlay.ko.xz:\n' } },
    'warn moduleMissing',
  ],
  'hardened away': [
    {
      ...KERNEL,
      files: {
        [`${lib}/modules.dep`]: DEP,
        '/etc/modprobe.d/cis.conf': '# CIS\ninstall overlay /bin/false\n',
      },
    },
    'fail moduleDisabled',
  ],
  'nothing to be told by': [KERNEL, 'inconclusive moduleUnknown moduleUnknown'],
});

const sys = (values: Readonly<Record<string, string>>): HostRow => ({
  files: Object.fromEntries(
    Object.entries({ 'net.ipv4.ip_forward': '1', ...values }).map(([name, value]) => [
      `/proc/sys/${name.replaceAll('.', '/')}`,
      `${value}\n`,
    ]),
  ),
});

table('sysctls', {
  sound: [sys({ 'kernel.panic': '10', 'fs.inotify.max_user_instances': '8192' }), 'pass'],
  'no forwarding': [sys({ 'net.ipv4.ip_forward': '0' }), 'warn forwardingOff'],
  'bridges pass by': [sys({ 'net.bridge.bridge-nf-call-iptables': '0' }), 'warn bridgeFilterOff'],
  'strict reverse path': [sys({ 'net.ipv4.conf.all.rp_filter': '1' }), 'pass reversePathFilter'],
  'loose reverse path': [sys({ 'net.ipv4.conf.all.rp_filter': '2' }), 'pass'],
  'few watches': [sys({ 'fs.inotify.max_user_watches': '8192' }), 'pass inotifyLow'],
  'not the kubelet’s': [
    sys({ 'vm.overcommit_memory': '0', 'kernel.panic': '0' }),
    'pass kernelDefaults',
  ],
  unreadable: [{}, 'inconclusive sysctlUnreadable'],
});
