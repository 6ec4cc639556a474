import { test } from 'tap';
import { siteWith } from '../fakes/site.ts';
import { findingsOf, held, type HostRow, outcomeOf, table } from './host-readiness-world.ts';

const { components } = siteWith();
const calico = { components: { ...components, cni: 'calico' } } as const;
const gateway = { components: { ...components, gateway: 'hybrid-nodes' } } as const;

table('ports', {
  free: [{ sockets: held('tcp/22 sshd (pid 7)', 'udp/10250 x (pid 8)') }, 'pass'],
  'a stranger at 10250': [{ sockets: held('tcp/10250 node_exporter (pid 812)') }, 'fail portTaken'],
  'whom only root may name': [{ sockets: held('tcp/10256 -') }, 'fail portTaken'],
  'the kubelet itself': [
    { sockets: held('tcp/10250 kubelet (pid 1)', 'tcp/10248 kubelet (pid 1)') },
    'pass',
  ],
  'whoever is called almost so': [
    { sockets: held('tcp/10250 kubelet2 (pid 1)') },
    'fail portTaken',
  ],
  'VXLAN of the kernel is Cilium’s own': [{ sockets: held('udp/8472 the kernel') }, 'pass'],
  'VXLAN of somebody else': [{ sockets: held('udp/8472 openvswitch (pid 9)') }, 'fail portTaken'],
  'BGP where the plugin speaks none': [{ sockets: held('tcp/179 bgpd (pid 9)') }, 'pass'],
  'BGP with Calico': [{ sockets: held('tcp/179 bgpd (pid 9)'), site: calico }, 'fail portTaken'],
  'ports of services': [
    { sockets: held('tcp/30080 nginx (pid 9)', 'tcp/32767 nginx (pid 9)', 'tcp/32768 x (pid 1)') },
    'warn nodePortsTaken',
  ],
  'ports of services, held by kube-proxy or on loopback': [
    {
      sockets: [
        ...held('tcp/30080 kube-proxy (pid 9)'),
        { protocol: 'tcp', address: '127.0.0.1', port: 30081, owner: null },
      ],
    },
    'pass',
  ],
});

const nft = (...rules: readonly unknown[]): string =>
  JSON.stringify({
    nftables: [
      {
        chain: {
          ...{ family: 'inet', table: 'filter', name: 'input' },
          ...{ type: 'filter', hook: 'input', policy: 'drop' },
        },
      },
      ...rules.map((expr) => ({
        rule: { family: 'inet', table: 'filter', chain: 'input', expr },
      })),
    ],
  });

const port = (protocol: string, right: unknown) => ({
  match: { op: '==', left: { payload: { protocol, field: 'dport' } }, right },
});
const accept = { accept: null };
const OPEN = nft([port('tcp', { set: [10250, 4240] }), accept], [port('udp', 8472), accept]);

const ufw = (...rules: readonly string[]): HostRow => ({
  files: {
    '/etc/ufw/ufw.conf': '# comment\nENABLED=yes\n',
    '/etc/default/ufw': 'IPV6=yes\nDEFAULT_INPUT_POLICY="DROP"\n',
    '/etc/ufw/user.rules': rules
      .map((rule) => `### tuple ### ${rule}\n-A ufw-user-input\n`)
      .join(''),
  },
});

table('firewall', {
  'no rules at all': [{ says: { 'nft-ruleset': '{"nftables": []}' } }, 'pass'],
  'nft drops': [{ says: { 'nft-ruleset': nft() } }, 'warn firewallBlocks'],
  'nft lets pass': [{ says: { 'nft-ruleset': OPEN } }, 'pass'],
  'nft by a condition that nobody reads': [
    { says: { 'nft-ruleset': nft([{ xt: null }, accept]) } },
    'inconclusive firewallUnclear',
  ],
  'a name that is not understood among ports that are': [
    {
      says: {
        'nft-ruleset': nft(
          [{ limit: {} }, port('tcp', 10250), accept],
          [port('udp', 8472), accept],
        ),
      },
    },
    'inconclusive firewallBlocks firewallUnclear',
  ],
  'without root': [{ isRoot: false }, 'inconclusive firewallUnseen'],
  'without nft': [{}, 'inconclusive firewallUnseen'],
  'nft refuses': [
    { says: { 'nft-ruleset': { kind: 'refused', why: 'Operation not permitted' } } },
    'inconclusive firewallUnseen',
  ],
  'nft prints no JSON': [
    { says: { 'nft-ruleset': 'table inet x' } },
    'inconclusive firewallUnseen',
  ],
  'nft is a module that sleeps': [
    {
      facts: { kernel: '5.15.0' },
      files: { '/lib/modules/5.15.0/modules.dep': 'kernel/net/netfilter/nf_tables.ko.zst:\n' },
    },
    'pass',
  ],
  'the old iptables': [
    { files: { '/proc/net/ip_tables_names': 'filter\n' } },
    'inconclusive firewallUnclear',
  ],
  'ufw drops': [ufw(), 'warn firewallBlocks'],
  'ufw drops some': [
    ufw(
      'allow tcp 10250 0.0.0.0/0 any 10.20.0.0/16 in',
      'allow any 8472 0.0.0.0/0 any 0.0.0.0/0 in',
    ),
    'warn firewallBlocks',
  ],
  'ufw lets pass': [
    ufw(
      'allow tcp 10250 0.0.0.0/0 any 10.20.0.0/16 in',
      'allow udp 8472 0.0.0.0/0 any 0.0.0.0/0 in comment=76786c616e',
      'limit tcp 4000:5000 0.0.0.0/0 any 10.80.0.0/16 in_eth0',
    ),
    'pass',
  ],
  'ufw lets a part of the sources pass': [
    ufw(
      'allow tcp 10250 0.0.0.0/0 any 10.20.1.0/24 in',
      'allow any any 0.0.0.0/0 any 10.80.0.0/16 in',
    ),
    'inconclusive firewallUnclear',
  ],
  'ufw rules that only root may read': [
    { files: { ...ufw().files, '/etc/ufw/user.rules': null }, isRoot: false },
    'inconclusive firewallUnseen',
  ],
  'ufw is off': [
    { files: { '/etc/ufw/ufw.conf': 'ENABLED=no\n' }, says: { 'nft-ruleset': OPEN } },
    'pass',
  ],
});

const COMMANDS = { ufw: /ufw allow from/, nftables: /nft insert rule/, firewalld: /firewall-cmd/ };

test('the remedy is in the words of whose rules they are', async (t) => {
  const fixOf = async (row: HostRow) =>
    findingsOf(await outcomeOf('firewall', row))
      .map(({ fix }) => fix)
      .join('');
  t.match(await fixOf(ufw()), COMMANDS.ufw);
  t.match(await fixOf({ says: { 'nft-ruleset': nft() } }), COMMANDS.nftables);
  const unit = { 'unit firewalld': 'ActiveState=active\n' };
  t.match(await fixOf({ says: { 'nft-ruleset': nft(), ...unit } }), COMMANDS.firewalld);
  t.match(await fixOf({ ...ufw(), site: gateway }), /from 10\.20\.0\.0\/16 to any port 8472/);
});

table('leftovers', {
  none: [{}, 'pass'],
  'a kubelet that runs': [
    {
      says: { 'unit kubelet': 'ActiveState=active\n' },
      files: { '/etc/kubernetes/kubelet.conf': '' },
    },
    'warn alreadyNode',
  ],
  'what nodeadm left': [
    { files: { '/etc/eks/kubelet/environment': 'X=1', '/var/lib/kubelet/pki/x.pem': '' } },
    'warn joinLeftovers',
  ],
  'a config of a network plugin': [
    { files: { '/etc/cni/net.d/10-calico.conflist': '{}', '/etc/cni/net.d/README': '' } },
    'warn cniLeftovers',
  ],
  interfaces: [
    {
      files: {
        '/sys/class/net/eth0/mtu': '1500',
        '/sys/class/net/cilium_vxlan/mtu': '1500',
        '/sys/class/net/vxlan.calico/mtu': '1450',
      },
    },
    'warn cniLeftovers',
  ],
  'interfaces of nobody': [
    { files: { '/sys/class/net/calico/mtu': '1', '/sys/class/net/docker0/mtu': '1' } },
    'pass',
  ],
  'what this user may not see': [
    { files: { '/var/lib/kubelet/pki': null }, isRoot: false },
    'inconclusive leftoversUnseen',
  ],
});

const named = (name: string, ...found: readonly string[]): HostRow => ({
  facts: { name },
  names: found.length === 0 ? {} : { [name]: found },
});

table('hostname', {
  sound: [named('node-1', '10.80.1.10'), 'pass'],
  'with its domain': [named('node-1.company.local', '10.80.1.10'), 'pass'],
  'capital letters': [named('Node-1', '10.80.1.10'), 'fail hostnameUnfit'],
  'an underscore': [named('node_1', '10.80.1.10'), 'fail hostnameUnfit'],
  'a dash at the end': [named('node-', '10.80.1.10'), 'fail hostnameUnfit'],
  'too long': [named('n'.repeat(64), '10.80.1.10'), 'fail hostnameUnfit'],
  empty: [named(''), 'fail hostnameUnfit'],
  localhost: [named('localhost.localdomain', '127.0.0.1'), 'fail hostnameLocal'],
  unknown: [named('node-1'), 'warn hostnameUnresolved'],
  'of another host': [named('node-1', '192.0.2.7'), 'warn hostnameElsewhere'],
  loopback: [named('node-1', '127.0.1.1'), 'pass hostnameLoopback'],
  'loopback and its own': [named('node-1', '127.0.1.1', '10.80.1.10'), 'pass'],
});
