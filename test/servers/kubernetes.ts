import { createServer } from 'node:https';
import type { Test } from 'tap';
import type { Identity } from '../../src/demo/certificate.ts';
import { authority, good } from './https.ts';

export type KubernetesParts = {
  readonly identity?: Identity;
  /** Nodes by name. */
  readonly nodes?: Readonly<Record<string, object>>;
  /** What GET /version answers to whom has no credentials. */
  readonly versionForStrangers?: 200 | 401;
  /** What the node is in the place of the one above, by how often it was asked for. */
  readonly nodeAt?: (count: number) => object | undefined;
};

export interface KubernetesApi {
  readonly port: number;
  /** Every path that was asked for, in order. */
  readonly asked: readonly string[];
}

/** Whoever shows it is the node. */
export const NODE_TOKEN = 'k8s-aws-v1.bm9kZS10b2tlbi1vZi10aGUtdGVzdHM';
/** Whoever shows it is known, and may read no node. */
export const OTHER_TOKEN = 'k8s-aws-v1.b3RoZXItdG9rZW4';

export const GIT_VERSION = 'v1.33.4-eks-99d6cc0';

const VERSION = { major: '1', minor: '33', gitVersion: GIT_VERSION, platform: 'linux/amd64' };

/** An API server as far as a node is asked for: statuses, and the documents of discovery. */
export async function kubernetesApi(t: Test, parts: KubernetesParts = {}): Promise<KubernetesApi> {
  const { identity = good } = parts;
  const asked: string[] = [];
  const nodeFor = (name: string, path: string): object | undefined =>
    parts.nodeAt === undefined
      ? parts.nodes?.[name]
      : parts.nodeAt(asked.filter((one) => one === path).length);
  const server = createServer({ key: identity.key, cert: identity.cert }, (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'https://api');
    asked.push(pathname);
    const { code, body } = answerTo(pathname, request.headers.authorization, {
      ...parts,
      node: (name) => nodeFor(name, pathname),
    });
    response.writeHead(code, { 'content-type': 'application/json', 'audit-id': 'test' });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => {
    server.close();
    server.closeAllConnections();
  });
  return { port: (server.address() as { port: number }).port, asked };
}

interface Asked {
  readonly versionForStrangers?: 200 | 401;
  node(name: string): object | undefined;
}

interface Answer {
  readonly code: number;
  readonly body: object;
}

function answerTo(path: string, credentials: string | undefined, parts: Asked): Answer {
  const token = credentials?.replace('Bearer ', '') ?? '';
  const isKnown = [NODE_TOKEN, OTHER_TOKEN].includes(token);
  if (path === '/version' && (isKnown || parts.versionForStrangers === 200)) {
    return { code: 200, body: VERSION };
  }
  if (!isKnown) return status(401, 'Unauthorized', 'Unauthorized');
  const document = DISCOVERY[path];
  if (document !== undefined) return { code: 200, body: document };
  const name = path.replace('/api/v1/nodes/', '');
  return token === NODE_TOKEN
    ? nodeAnswer(name, parts)
    : status(403, 'Forbidden', `nodes "${name}" is forbidden: User "x" cannot get resource`);
}

function nodeAnswer(name: string, parts: Asked): Answer {
  const node = parts.node(name);
  return node === undefined
    ? status(404, 'NotFound', `nodes "${name}" not found`)
    : { code: 200, body: node };
}

/** meta/v1 Status, as the API writes it. */
function status(code: number, reason: string, message: string): Answer {
  const meta = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure' };
  return { code, body: { ...meta, message, reason, code } };
}

const RESOURCE = { name: 'nodes', singularName: 'node', namespaced: false, kind: 'Node' };

/** What kubectl reads before it knows what a node is. */
const DISCOVERY: Readonly<Record<string, object>> = {
  '/api': { kind: 'APIVersions', versions: ['v1'] },
  '/apis': { kind: 'APIGroupList', apiVersion: 'v1', groups: [] },
  '/api/v1': {
    ...{ kind: 'APIResourceList', groupVersion: 'v1' },
    resources: [{ ...RESOURCE, verbs: ['get', 'list'], shortNames: ['no'] }],
  },
};

/** A kubeconfig with a token in it, where nodeadm has a program that fetches one. */
export function kubeconfig(
  port: number,
  { token = NODE_TOKEN, signer = authority }: { token?: string; signer?: Identity } = {},
): string {
  return `apiVersion: v1
kind: Config
clusters:
  - name: kubernetes
    cluster:
      server: https://127.0.0.1:${port}
      certificate-authority-data: ${Buffer.from(signer.cert).toString('base64')}
contexts: [{ name: kubelet, context: { cluster: kubernetes, user: kubelet } }]
current-context: kubelet
users: [{ name: kubelet, user: { token: "${token}" } }]
`;
}

export type NodeParts = {
  readonly ready?: object | null;
  readonly conditions?: readonly object[];
  readonly addresses?: readonly string[];
  readonly labels?: Readonly<Record<string, string>>;
  readonly spec?: object;
};

const READY = {
  type: 'Ready',
  status: 'True',
  reason: 'KubeletReady',
  message: 'kubelet is posting ready status',
};

/** A Node as the API of a hybrid cluster has it, but for what a test spoils. */
export function nodeObject(name: string, parts: NodeParts = {}): object {
  const { ready = READY, conditions = [], addresses = ['10.80.1.10'], spec = {} } = parts;
  const labels = parts.labels ?? { 'eks.amazonaws.com/compute-type': 'hybrid' };
  return {
    ...{ kind: 'Node', apiVersion: 'v1', metadata: { name, labels, uid: 'u' }, spec },
    status: {
      conditions: [
        { type: 'MemoryPressure', status: 'False', reason: 'KubeletHasSufficientMemory' },
        ...conditions,
        ...(ready === null ? [] : [ready]),
      ],
      addresses: [
        ...addresses.map((address) => ({ type: 'InternalIP', address })),
        { type: 'Hostname', address: name },
      ],
      nodeInfo: { kubeletVersion: GIT_VERSION },
    },
  };
}
