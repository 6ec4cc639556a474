import { readdirSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { type Test, test } from 'tap';
import { nodeStatus } from '../../checks/node-status/check.ts';
import type { NodeMeasurement, NodeTarget } from '../../checks/node-status/target.ts';
import { createKubelet } from '../../src/io/kubelet/kubelet.ts';
import { fakeHost } from '../fakes/host.ts';
import { fakeHostState } from '../fakes/host-state.ts';
import { fakeIo } from '../fakes/io.ts';
import { createAuthority } from '../../src/demo/certificate.ts';
import { plainServer } from '../servers/https.ts';
import {
  kubeconfig,
  kubernetesApi,
  type KubernetesParts,
  NODE_TOKEN,
  nodeObject,
  OTHER_TOKEN,
} from '../servers/kubernetes.ts';

const NAME = 'mi-0123456789abcdef0';
const ARGUMENTS = `NODEADM_KUBELET_ARGS="--cloud-provider= --hostname-override=${NAME}"`;

const TARGET: NodeTarget = {
  ...{ kind: 'node', cluster: 'lab', nodeName: '', kubeconfig: '', certificate: '/none' },
  ...{ cni: 'cilium', nodeAddress: null, remoteNodes: ['10.80.0.0/16'], waitMs: 0 },
  timeoutMs: 5000,
};

const NOT_READY = {
  ...{ type: 'Ready', status: 'False', reason: 'KubeletNotReady' },
  message:
    'container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized',
};

const api = (t: Test, parts: KubernetesParts = {}) =>
  kubernetesApi(t, { nodes: { [NAME]: nodeObject(NAME) }, ...parts });

/** Asks by the kubectl of this machine, on a host whose kubelet was given the name; no time passes between questions. */
async function look(file: string, parts: Partial<NodeTarget> = {}, path?: string) {
  let nowMs = 0;
  const io = fakeIo({
    clock: {
      nowMs: () => nowMs,
      sleep: (ms) => {
        nowMs += ms;
        return Promise.resolve();
      },
    },
    kubelet: createKubelet(path === undefined ? {} : { path }),
    host: fakeHost({ addresses: ['lo 127.0.0.1/8', 'eth0 10.80.1.10/24'] }),
    hostState: fakeHostState({ files: { '/etc/eks/kubelet/environment': ARGUMENTS } }),
  });
  const target = { ...TARGET, kubeconfig: file, ...parts };
  const signal = AbortSignal.timeout(30_000);
  const measurement = (await nodeStatus.measure(target, io, signal)) as NodeMeasurement;
  const { findings } = nodeStatus.judge(target, measurement);
  const codes = findings.map(({ code, severity }) => `${severity} ${code.split('/')[1] ?? ''}`);
  return { measurement, codes, text: JSON.stringify([measurement, findings]) };
}

/** Google's kubectl is a wrapper that asks for the version first, and keeps the answer. */
const nodesIn = (asked: readonly string[]) => asked.filter((path) => path !== '/version');

const written = (t: Test, text: string): string => join(t.testdir({ config: text }), 'config');

test('kubectl asks for the node alone, and leaves nothing in anybody’s home', async (t) => {
  const { port, asked } = await api(t);
  const home = t.testdir({ config: kubeconfig(port) });
  const before = process.env['HOME'];
  process.env['HOME'] = home;
  const { codes, measurement, text } = await look(join(home, 'config'));
  process.env['HOME'] = before;
  t.strictSame(codes, []);
  t.match(measurement, {
    name: NAME,
    answer: { kind: 'node', node: { kubeletVersion: /^v1\.33/, isUnschedulable: false } },
  });
  t.strictSame(nodesIn(asked), [`/api/v1/nodes/${NAME}`]);
  t.notOk(asked.some((path) => path.startsWith('/apis') || path === '/api'));
  if (!asked.includes('/version')) t.strictSame(readdirSync(home), ['config']);
  t.notMatch(text, NODE_TOKEN);
});

/** What the API says, and what follows from it. */
const answers: readonly (readonly [
  what: string,
  api: KubernetesParts,
  token: string,
  codes: readonly string[],
])[] = [
  ['a node that did not register', { nodes: {} }, NODE_TOKEN, ['fail notRegistered']],
  ['credentials of nobody', {}, 'k8s-aws-v1.unknown', ['fail unauthorised']],
  ['credentials of somebody else', {}, OTHER_TOKEN, ['fail forbidden']],
  [
    'a node without a network plugin',
    { nodes: { [NAME]: nodeObject(NAME, { ready: NOT_READY }) } },
    NODE_TOKEN,
    ['fail noNetwork'],
  ],
  [
    'an answer that is no node',
    { nodes: { [NAME]: {} } },
    NODE_TOKEN,
    ['inconclusive kubectlUnclear'],
  ],
];

for (const [what, parts, token, codes] of answers) {
  test(`${what}: ${codes.join(', ')}`, async (t) => {
    const { port } = await api(t, parts);
    const found = await look(written(t, kubeconfig(port, { token })));
    t.strictSame(found.codes, codes);
    t.notMatch(found.text, token);
  });
}

test('an API that another authority signed for: apiUntrusted', async (t) => {
  const { port } = await api(t);
  const config = kubeconfig(port, { signer: createAuthority('another') });
  t.strictSame((await look(written(t, config))).codes, ['fail apiUntrusted']);
});

test('nobody at the address: apiUnreachable', async (t) => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  t.strictSame((await look(written(t, kubeconfig(port)))).codes, ['fail apiUnreachable']);
});

test('an API that says nothing ends in time: apiUnreachable', async (t) => {
  const port = await plainServer(t, (socket) => socket.resume());
  const { codes } = await look(written(t, kubeconfig(port)), { timeoutMs: 300 });
  t.strictSame(codes, ['fail apiUnreachable']);
});

test('a program for credentials that fails, and one that hangs', async (t) => {
  const { port, asked } = await api(t);
  const config = (command: string, ...args: readonly string[]): string =>
    kubeconfig(port).replace(
      /users:.*/,
      `users: [{ name: kubelet, user: { exec: { apiVersion: client.authentication.k8s.io/v1beta1, interactiveMode: Never, command: ${command}, args: ${JSON.stringify(args)} } } }]`,
    );
  const failing = await look(written(t, config('/bin/false')));
  t.strictSame(failing.codes, ['fail noCredentials']);
  const absent = await look(written(t, config('aws-iam-authenticator-that-is-nowhere')));
  t.strictSame(absent.codes, ['fail noCredentials']);
  const hanging = await look(written(t, config('/bin/sleep', '60')), { timeoutMs: 200 });
  t.strictSame(hanging.codes, ['fail apiUnreachable']);
  t.strictSame(nodesIn(asked), []);
});

test('a kubeconfig that is none, and one that is not there', async (t) => {
  const broken = await look(written(t, 'users: [{ name: kubelet, user: { token: hunter2 } }'));
  t.strictSame(broken.codes, ['inconclusive kubectlUnclear']);
  t.notMatch(broken.text, 'hunter2');
  t.strictSame((await look('/nowhere/kubeconfig')).codes, ['fail kubeconfigAbsent']);
});

test('a host without kubectl', async (t) => {
  const { port } = await api(t);
  const file = written(t, kubeconfig(port));
  t.strictSame((await look(file, {}, '/nowhere')).codes, ['inconclusive kubectlAbsent']);
});

test('where it is asked to wait, it waits until the node is Ready, and no longer', async (t) => {
  const nodeAt = (count: number): object | undefined =>
    [undefined, nodeObject(NAME, { ready: NOT_READY })][count - 1] ??
    (count > 2 ? nodeObject(NAME) : undefined);
  const patient = await api(t, { nodeAt });
  const file = written(t, kubeconfig(patient.port));
  const ready = await look(file, { waitMs: 60_000 });
  t.strictSame(ready.codes, []);
  t.equal(ready.measurement.afterMs, 10_000);
  t.equal(nodesIn(patient.asked).length, 3);
  const short = await api(t, { nodeAt });
  const given = await look(written(t, kubeconfig(short.port)), { waitMs: 9000 });
  t.strictSame(given.codes, ['fail noNetwork']);
  t.match(given.text, /after 5 s of waiting/);
});
