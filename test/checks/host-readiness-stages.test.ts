import { siteWith } from '../fakes/site.ts';
import { held, table } from './host-readiness-world.ts';

const KUBELET = ['tcp/10250 kubelet (pid 1)', 'tcp/10248 kubelet (pid 1)'];
const afterJoin = { site: { stage: 'after-join' } } as const;
const afterInit = { site: { stage: 'after-init' } } as const;

table('ports', {
  'after init, as they should be': [{ sockets: held(...KUBELET), ...afterInit }, 'pass'],
  'after the join, with everybody there': [
    {
      sockets: held(...KUBELET, 'tcp/10256 kube-proxy (pid 2)', 'tcp/4240 cilium-agent (pid 3)'),
      ...afterJoin,
    },
    'pass',
  ],
  'after init, and nobody at 10250': [
    { sockets: held('tcp/10248 kubelet (pid 1)'), ...afterInit },
    'fail kubeletSilent',
  ],
  'after the join, a stranger at 10256': [
    { sockets: held(...KUBELET, 'tcp/10256 nginx (pid 9)'), ...afterJoin },
    'fail portTaken',
  ],
  'after the join, a stranger at the kubelet’s own': [
    { sockets: held('tcp/10250 node_exporter (pid 812)'), ...afterJoin },
    'fail portTaken',
  ],
  'after the join, for who is not root': [
    { sockets: held('tcp/10250 -', 'tcp/30080 -'), ...afterJoin },
    'inconclusive portOwnersUnseen',
  ],
});

const ACTIVE = { 'unit kubelet': 'ActiveState=active\n' };
const CNI = { '/etc/cni/net.d/05-cilium.conflist': '{}' };
const withoutPlugin = { components: { ...siteWith().components, cni: 'none' } } as const;

table('leftovers', {
  'before init, a config that this user may not see': [
    { files: { '/etc/cni/net.d': null }, isRoot: false },
    'inconclusive leftoversUnseen',
  ],
  'after init, a kubelet that waits for a network plugin': [{ says: ACTIVE, ...afterInit }, 'pass'],
  'after init, a kubelet that ends again and again': [
    { says: { 'unit kubelet': 'ActiveState=activating\n' }, ...afterInit },
    'fail kubeletStopped',
  ],
  'after init, a system without systemctl': [afterInit, 'inconclusive kubeletUnknown'],
  'after the join, a node': [
    { says: ACTIVE, files: { ...CNI, '/etc/kubernetes/kubelet.conf': '' }, ...afterJoin },
    'pass',
  ],
  'after the join, only interfaces of the plugin are seen': [
    { says: ACTIVE, files: { '/sys/class/net/cilium_host/mtu': '1500' }, ...afterJoin },
    'pass',
  ],
  'after the join, and no network plugin': [{ says: ACTIVE, ...afterJoin }, 'fail pluginAbsent'],
  'after the join, and none is wanted': [
    { says: ACTIVE, site: { ...afterJoin.site, ...withoutPlugin } },
    'pass',
  ],
  'after the join, a config that this user may not see': [
    { says: ACTIVE, files: { '/etc/cni/net.d': null }, isRoot: false, ...afterJoin },
    'inconclusive leftoversUnseen',
  ],
});
