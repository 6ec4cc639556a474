import { test } from 'tap';
import type { KubeletCertificate } from '#core/kubelet.ts';
import type { Site } from '#core/site.ts';
import type { StatusOptions } from '../../checks/node-status/options.ts';
import { fakeHostState } from '../fakes/host-state.ts';
import { frozenClock } from '../fakes/io.ts';
import { siteWith } from '../fakes/site.ts';
import { nodeObject, type NodeParts } from '../servers/kubernetes.ts';
import { codesOf, exited, fakeKubelet, judged, NAME, plannedCase } from './node-status-world.ts';

const ARGUMENTS = `NODEADM_KUBELET_ARGS="--v=2 --hostname-override=${NAME}"`;

interface Parts {
  readonly node?: NodeParts;
  readonly name?: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly certificate?: KubeletCertificate;
  readonly site?: Partial<Site>;
  readonly options?: Partial<StatusOptions>;
}

const scene = ({ node = {}, name = NAME, certificate, ...more }: Parts) => ({
  io: {
    clock: frozenClock,
    hostState: fakeHostState({
      files: more.files ?? { '/etc/eks/kubelet/environment': ARGUMENTS },
    }),
    kubelet: fakeKubelet({
      api: { [`/api/v1/nodes/${name}`]: exited(JSON.stringify(nodeObject(name, node))) },
      ...(certificate === undefined ? {} : { certificate }),
    }),
  },
  site: { stage: 'after-join', ...more.site } as const,
  options: more.options ?? {},
});

const codes = (parts: Parts) => codesOf('registered', scene(parts));

const condition = (type: string, status: string, reason: string, message = ''): object => ({
  ...{ type, status, reason, message },
});

const rows: readonly (readonly [what: string, node: NodeParts, codes: readonly string[]])[] = [
  ['a node in order', {}, []],
  [
    'a node that waits for its network plugin',
    { ready: condition('Ready', 'False', 'KubeletNotReady', 'cni plugin not initialized') },
    ['fail noNetwork'],
  ],
  [
    'a node whose network is said to be missing beside',
    { conditions: [condition('NetworkUnavailable', 'True', 'NoRouteCreated')] },
    ['fail noNetwork'],
  ],
  [
    'a node whose network is there',
    { conditions: [condition('NetworkUnavailable', 'False', 'CiliumIsUp')] },
    [],
  ],
  [
    'a node that is not Ready for another reason',
    { ready: condition('Ready', 'False', 'KubeletNotReady', 'PLEG is not healthy') },
    ['fail notReady'],
  ],
  [
    'a node that went silent',
    { ready: condition('Ready', 'Unknown', 'NodeStatusUnknown', 'Kubelet stopped posting') },
    ['fail kubeletSilent'],
  ],
  ['a node without the condition', { ready: null }, ['fail kubeletSilent']],
  [
    'a node that is short of two things',
    {
      conditions: [
        condition('DiskPressure', 'True', 'KubeletHasDiskPressure'),
        condition('PIDPressure', 'True', 'KubeletHasInsufficientPID'),
        condition('FlyingPressure', 'Unknown', ''),
      ],
    },
    ['warn underPressure', 'warn underPressure'],
  ],
  ['a node that is cordoned', { spec: { unschedulable: true } }, ['note cordoned']],
  ['a node without the label', { labels: {} }, ['warn notHybrid']],
  [
    'a node with another label',
    { labels: { 'eks.amazonaws.com/compute-type': 'ec2' } },
    ['warn notHybrid'],
  ],
  ['a node with another host’s address', { addresses: ['10.80.1.77'] }, ['fail addressElsewhere']],
  ['a node without an address', { addresses: [] }, ['fail addressElsewhere']],
];

for (const [what, node, expected] of rows) {
  test(`${what}: ${expected.join(', ') || 'pass'}`, async (t) => {
    t.strictSame(await codes({ node }), expected);
  });
}

test('an address outside of the remote node networks', async (t) => {
  const networks = { ...siteWith().networks, remoteNodes: ['10.90.0.0/16'] };
  t.strictSame(await codes({ site: { networks } }), ['fail addressOutside']);
  const unknown = { ...siteWith().networks, remoteNodes: [] };
  t.strictSame(await codes({ site: { networks: unknown } }), []);
  t.strictSame(await codes({ site: { nodeAddress: '10.80.9.9' } }), ['fail addressElsewhere']);
  const odd = { addresses: ['node-1'] };
  t.strictSame(await codes({ node: odd, site: { nodeAddress: 'node-1' } }), [
    'fail addressOutside',
  ]);
});

const certificate = (subject: string): KubeletCertificate => ({
  own: {
    kind: 'read',
    certificate: {
      ...{ subject, issuer: 'CN=kubernetes', names: [], notBefore: '', notAfter: '' },
      ...{ ageMs: 1, leftMs: 1, sha256: '' },
    },
  },
  ...{ authority: { kind: 'absent' }, isSigned: null },
});

test('the name is the config’s, else the kubelet’s argument, else its certificate’s', async (t) => {
  t.strictSame(await codes({ name: 'node-7', options: { nodeName: 'node-7' } }), []);
  const own = certificate('O=system:nodes, CN=system:node:node-8');
  t.strictSame(await codes({ name: 'node-8', files: {}, certificate: own }), []);
  t.strictSame(await codes({ name: NAME, certificate: own }), []);
  const expected = ['inconclusive nodeNameUnknown'];
  t.strictSame(await codes({ files: {} }), expected);
  t.strictSame(await codes({ files: {}, certificate: certificate('CN=x') }), expected);
});

test('a kubeconfig that is not there, or not for this user', async (t) => {
  t.strictSame(await codes({ name: 'another' }), ['fail kubeconfigAbsent']);
  const forbidden = {
    ...fakeKubelet({}),
    ask: () => Promise.resolve({ kind: 'kubeconfig-forbidden' } as const),
  };
  const { io, ...rest } = scene({});
  t.strictSame(await codesOf('registered', { ...rest, io: { ...io, kubelet: forbidden } }), [
    'inconclusive kubeconfigUnseen',
  ]);
});

test('every remedy names this node', async (t) => {
  const ready = condition('Ready', 'False', 'KubeletNotReady', 'PLEG is not healthy');
  const findings = await judged('registered', scene({ node: { ready, labels: {} } }));
  t.match(findings, [{ fix: new RegExp(NAME) }, { fix: new RegExp(NAME) }]);
  const none = { ...siteWith().components, cni: 'none' } as const;
  const [finding] = await judged(
    'registered',
    scene({
      node: { ready: condition('Ready', 'False', 'x', 'cni plugin not initialized') },
      site: { components: none },
    }),
  );
  t.match(finding?.fix, /Install Cilium or Calico/);
});

test('before the join there is no node to ask for', (t) => {
  for (const stage of ['before-init', 'after-init'] as const) {
    t.match(plannedCase('registered', { stage }, {}), { elsewhen: { only: ['after-join'] } });
  }
  t.match(plannedCase('registered', { stage: 'after-join' }, { waitSeconds: 30 }), {
    target: { waitMs: 30_000 },
  });
  t.end();
});
