import { createServer } from 'node:https';
import type { Endpoint } from '#core/endpoint.ts';
import { createAuthority, type Identity, issue, type Leaf } from './certificate.ts';
import type { FaultName } from './faults.ts';
import { API_NAME } from './layout.ts';
import type { Running } from './listener.ts';

/** Who signs for the API of the demo, fresh at each run: kubeadm and EKS name theirs so, too. */
export function createClusterAuthority(): Identity {
  return createAuthority('kubernetes');
}

const UNAUTHORIZED = {
  ...{ kind: 'Status', apiVersion: 'v1', status: 'Failure' },
  ...{ message: 'Unauthorized', reason: 'Unauthorized', code: 401 },
};
const VERSION = { major: '1', minor: '33', gitVersion: 'v1.33.4-eks-99d6cc0' };

export interface DemoApi extends Endpoint {
  readonly authority: Identity;
  readonly faults: ReadonlySet<FaultName>;
}

/** An interface of the API, as somebody without credentials sees it. */
export async function createApi({ address, port, authority, faults }: DemoApi): Promise<Running> {
  const { key, cert } = identityOf(authority, address, faults);
  const server = createServer({ key, cert }, (request, response) => {
    const { status, body } = answerTo(request.url ?? '', faults);
    response.writeHead(status, { 'content-type': 'application/json' }).end(body);
  });
  server.on('tlsClientError', (_error, socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: address, port }, resolve);
  });
  return {
    close: async () => {
      server.closeAllConnections();
      await new Promise<unknown>((resolve) => server.close(resolve));
    },
  };
}

function identityOf(
  authority: Identity,
  address: string,
  faults: ReadonlySet<FaultName>,
): Identity {
  const leaf: Leaf = {
    name: 'kube-apiserver',
    names: [API_NAME, 'kubernetes.default.svc', address],
    ...(faults.has('api-certificate-expired') ? { validDays: [-400, -35] } : {}),
  };
  const isIntercepted = faults.has('tls-interception');
  return issue(isIntercepted ? createAuthority('Example Corp TLS Inspection') : authority, leaf);
}

function answerTo(path: string, faults: ReadonlySet<FaultName>) {
  if (path === '/version') return { status: 200, body: JSON.stringify(VERSION) };
  if (path !== '/livez') return { status: 401, body: JSON.stringify(UNAUTHORIZED) };
  return faults.has('api-unhealthy')
    ? { status: 500, body: '[-]etcd failed: reason withheld' }
    : { status: 200, body: 'ok' };
}
