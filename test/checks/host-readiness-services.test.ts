import { type HostRow, table } from './host-readiness-world.ts';

const limits = (nofile: string, nproc: string): HostRow => ({
  files: {
    '/proc/self/limits': `Limit                     Soft Limit           Hard Limit           Units\nMax processes             ${nproc}                 ${nproc}                processes\nMax open files            ${nofile}            ${nofile}              files\n`,
  },
});

table('limits', {
  usual: [limits('1048576', '63432'), 'pass'],
  'exactly enough': [limits('1024', '4096'), 'pass'],
  unlimited: [limits('unlimited', 'unlimited'), 'pass'],
  'few files': [limits('1023', '4096'), 'warn limitLow'],
  'few of both': [limits('256', '1024'), 'warn limitLow limitLow'],
  unreadable: [{}, 'inconclusive limitsUnknown'],
});

const VERSION = 'containerd github.com/containerd/containerd v1.7.24 88bf19b\n';
const ACTIVE = 'LoadState=loaded\nActiveState=active\nUnitFileState=enabled\n';
const running = { 'containerd-version': VERSION, 'unit containerd': ACTIVE };
const config = (text: string): HostRow => ({
  says: running,
  files: { '/etc/containerd/config.toml': text },
});

table('containerd', {
  absent: [{}, 'pass containerdAbsent'],
  runs: [{ says: running }, 'pass'],
  'version 2': [
    { says: { ...running, 'containerd-version': 'containerd containerd.io 2.1.0 abc\n' } },
    'pass',
  ],
  old: [
    { says: { ...running, 'containerd-version': 'containerd github.com/x v1.5.9~ds1 \n' } },
    'fail containerdOld',
  ],
  'does not run': [
    {
      says: {
        ...running,
        'unit containerd': 'LoadState=loaded\nActiveState=inactive\nUnitFileState=disabled\n',
      },
    },
    'warn containerdStopped',
  ],
  'tells nothing': [
    { says: { 'containerd-version': { kind: 'refused', why: 'timeout' } } },
    'inconclusive containerdUnreadable',
  ],
  'says nonsense': [
    { says: { 'containerd-version': 'segmentation fault' } },
    'inconclusive containerdUnreadable',
  ],
  'with systemd’s driver': [config('[x]\n    SystemdCgroup = true\n'), 'pass'],
  'with its own driver': [config('  SystemdCgroup = false\n'), 'warn cgroupDriver'],
  'a comment is no setting': [config('# SystemdCgroup = true\n'), 'warn cgroupDriver'],
  'from Docker': [config('disabled_plugins = ["cri"]\n'), 'warn criDisabled'],
  'from Docker, version 2': [
    config('disabled_plugins = ["io.containerd.grpc.v1.cri"]\n'),
    'warn criDisabled',
  ],
});
