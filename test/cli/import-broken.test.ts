import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'tap';
import {
  answerWith,
  copySite,
  EKSCTL,
  GPU_NODE_CONFIG,
  NODE_CONFIG,
  runIn,
} from './import-world.ts';

const ALL = [
  '--node-config',
  'nodeConfig.yaml',
  '--eksctl',
  'cluster.yaml',
  '--aws-json',
  'answers',
];

const CLUSTER = answerWith('resourcesVpcConfig');
const VPNS = answerWith('VpnConnections');

interface Broken {
  readonly file: string;
  readonly text: string;
  readonly says: RegExp;
}

const broken: readonly Broken[] = [
  {
    file: 'nodeConfig.yaml',
    text: NODE_CONFIG.replace(
      'activationCode: MARKER-ACTIVATION-CODE-0001',
      'activationCode: MARKER',
    ),
    says: /nodeConfig\.yaml:9:\d+: spec\.hybrid\.ssm\.activationCode: has 6 characters: an activation code has 20 to 250/,
  },
  {
    file: 'nodeConfig.yaml',
    text: NODE_CONFIG.replace(/activationId: .*/, 'activationId: MARKER-ACTIVATION-CODE-0001'),
    says: /nodeConfig\.yaml:10:\d+: spec\.hybrid\.ssm\.activationId: is no UUID/,
  },
  {
    file: 'nodeConfig.yaml',
    text: NODE_CONFIG.replace('activationId', 'activationID'),
    says: /nodeConfig\.yaml:\d+:\d+: spec\.hybrid\.ssm\.activationId: activationId is missing: rename "activationID"/,
  },
  {
    file: 'nodeConfig.yaml',
    text: NODE_CONFIG.replace('    ssm:', '    iamRolesAnywhere: {}\n    ssm:'),
    says: /nodeConfig\.yaml:8:\d+: spec\.hybrid\.iamRolesAnywhere: stands beside ssm: keep one of the two/,
  },
  {
    file: 'nodeConfig.yaml',
    text: NODE_CONFIG.replace(/ {2}hybrid:[^]*?(?= {2}kubelet)/, ''),
    says: /spec\.hybrid: names no credentials: add ssm or iamRolesAnywhere/,
  },
  {
    file: 'nodeConfig.yaml',
    text: NODE_CONFIG.replace('--node-labels=', '--hostname-override=x --node-labels='),
    says: /nodeConfig\.yaml:16:\d+: spec\.kubelet\.flags\[1\]: --hostname-override is forbidden/,
  },
  {
    file: 'nodeConfig.yaml',
    text: NODE_CONFIG.replace('10.80.1.10', 'fd00::1'),
    says: /flags\[0\]: --node-ip "fd00::1" is no IPv4 address/,
  },
  {
    file: 'nodeConfig.yaml',
    text: NODE_CONFIG.replace('maxPods: 64', 'maxPods: 0'),
    says: /nodeConfig\.yaml:13:\d+: spec\.kubelet\.config\.maxPods: is no number of pods: write 1 to 1000/,
  },
  {
    file: 'nodeConfig.yaml',
    text: NODE_CONFIG.replace('region: eu-west-1', 'region: Ireland'),
    says: /nodeConfig\.yaml:6:13: spec\.cluster\.region: "Ireland" is no AWS region/,
  },
  {
    file: 'nodeConfig.yaml',
    text: NODE_CONFIG.replace('v1alpha1', 'v1'),
    says: /nodeConfig\.yaml:1:13: apiVersion: "node\.eks\.aws\/v1" is not node\.eks\.aws\/v1alpha1/,
  },
  {
    file: 'nodeConfig.yaml',
    text: EKSCTL,
    says: /nodeConfig\.yaml:2:7: kind: "ClusterConfig" is not NodeConfig: hand in this file with --eksctl/,
  },
  {
    file: 'nodeConfig.yaml',
    text: '- a\n- b\n',
    says: /nodeConfig\.yaml:1:1: is a list, not a group/,
  },
  {
    file: 'nodeConfig.yaml',
    text: 'spec: {}\n',
    says: /kind: kind is missing: hand in a NodeConfig/,
  },
  {
    file: 'nodeConfig.yaml',
    text: '# none\n',
    says: /the file is empty: name the file that was meant/,
  },
  {
    file: 'nodeConfig.yaml',
    text: NODE_CONFIG.replace('activationCode: ', 'activationCode: "'),
    says: /nodeConfig\.yaml:\d+:\d+: a quote, bracket, comma or colon is missing/,
  },
  {
    file: 'nodeConfig.yaml',
    text: GPU_NODE_CONFIG.replace('gpu-node-01', 'n'.repeat(65)),
    says: /iamRolesAnywhere\.nodeName: has 65 characters: use at most 64/,
  },
  {
    file: 'nodeConfig.yaml',
    text: GPU_NODE_CONFIG.replace(
      'rolesanywhere:eu-west-1:111122223333:profile',
      'rolesanywhere:us-east-1:111122223333:profile',
    ),
    says: /profileArn: is in us-east-1, and the trust anchor in eu-west-1/,
  },
  {
    file: 'nodeConfig.yaml',
    text: GPU_NODE_CONFIG.replace(
      'arn:aws:iam::111122223333:role',
      'arn:aws:iam::111122223333:user',
    ),
    says: /roleArn: "arn:aws:iam::111122223333:user\/hybrid-nodes" is no ARN of iam/,
  },
  {
    file: 'nodeConfig.yaml',
    text: GPU_NODE_CONFIG.replace('/etc/iam/pki/server.key', 'server.key'),
    says: /privateKeyPath: "server\.key" is no absolute path/,
  },
  {
    file: 'nodeConfig.yaml',
    text: GPU_NODE_CONFIG.replace('cidr: 172.20.0.0/16', 'cidr: 172.20.0.0'),
    says: /cluster\.cidr: "172\.20\.0\.0" has no prefix length/,
  },
  {
    file: 'nodeConfig.yaml',
    text: NODE_CONFIG.replace('flags:', 'flags: none\n    other:'),
    says: /spec\.kubelet\.flags: is a text, not a list: write a list/,
  },
  {
    file: 'cluster.yaml',
    text: EKSCTL.replace('provider: ssm', 'provider: irsa'),
    says: /cluster\.yaml:18:\d+: remoteNetworkConfig\.iam\.provider: "irsa" is no provider: write ssm or ira/,
  },
  {
    file: 'cluster.yaml',
    text: EKSCTL.replace('tgw-0123456789abcdef0', 'igw-1'),
    says: /vpcGatewayID: "igw-1" is no gateway/,
  },
  {
    file: 'cluster.yaml',
    text: EKSCTL.replace('10.80.0.0/16', '10.80.0.0/33'),
    says: /cluster\.yaml:21:\d+: remoteNetworkConfig\.remoteNodeNetworks\[0\]\.cidrs\[0\]: "10\.80\.0\.0\/33" has a prefix beyond 32/,
  },
  {
    file: 'cluster.yaml',
    text: EKSCTL.replace('privateAccess: true', 'privateAccess: false'),
    says: /vpc\.clusterEndpoints: has neither public nor private access/,
  },
  {
    file: 'cluster.yaml',
    text: NODE_CONFIG,
    says: /cluster\.yaml:2:7: kind: "NodeConfig" is not ClusterConfig: hand in this file with --node-config/,
  },
  {
    file: `answers/${CLUSTER}`,
    text: '{\n  "cluster": {\n    "name": "prod",\n    "endpoint": 443\n  }\n}',
    says: /\.json:4:17: cluster\.endpoint: is a number, not a text: write a text/,
  },
  {
    file: `answers/${CLUSTER}`,
    text: '{ "cluster": { "name": "prod", "endpoint": "not a host" } }',
    says: /cluster\.endpoint: "not a host" is no host name or https URL/,
  },
  {
    file: `answers/${VPNS}`,
    text: '{\n  "VpnConnections": [{ "PreSharedKey": "MARKER',
    says: /\.json:2:40: this text has no end, or a character that JSON forbids in it: save the answer again/,
  },
  {
    file: `answers/${VPNS}`,
    text: '{ "VpnConnections": [{ "State": "available" }] }',
    says: /VpnConnections\[0\]: VpnConnectionId is missing: save the whole answer, without --query/,
  },
];

for (const { file, text, says } of broken) {
  test(`${file} is refused: ${says.source.slice(0, 90)}`, async (t) => {
    const folder = copySite(t.testdir({}));
    writeFileSync(join(folder, file), text);
    const said = await runIn(folder, ['init', ...ALL]);
    t.equal(said.code, 2);
    t.match(said.stderr, says);
    t.notMatch(said.stderr, /MARKER|\n\s+at /);
    t.equal(said.stdout, '');
  });
}

const strangers = [
  { args: ['--node-config', 'absent.yaml'], says: /absent\.yaml:1:1: does not exist/ },
  { args: ['--aws-json', 'absent'], says: /absent:1:1: does not exist: name the folder/ },
  { args: ['--aws-json', 'cluster.yaml'], says: /cluster\.yaml:1:1: is no folder/ },
  {
    args: ['--aws-json', 'empty'],
    says: /empty:1:1: holds no answer of the AWS CLI that is known: save some/,
  },
  { args: ['--eksctl', 'answers'], says: /answers:1:1: is a directory/ },
];

for (const { args, says } of strangers) {
  test(`init ${args.join(' ')} is refused in words`, async (t) => {
    const folder = copySite(t.testdir({ empty: { 'notes.txt': 'x' } }));
    const said = await runIn(folder, ['init', ...args]);
    t.equal(said.code, 2);
    t.match(said.stderr, says);
  });
}
