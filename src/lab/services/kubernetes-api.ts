import type { CertificateName } from '../pki/certificates.ts';
import { addressOf } from '../topology/hosts.ts';
import { answering, NGINX, nginxSetup } from './nginx.ts';
import { defineService } from './service.ts';

export type ApiOptions = {
  readonly certificate: CertificateName;
  /** What its health probes answer. */
  readonly health: 200 | 500;
};

/** What the API server answers to whoever shows no credentials. */
const UNAUTHORIZED = JSON.stringify({
  kind: 'Status',
  apiVersion: 'v1',
  metadata: {},
  status: 'Failure',
  message: 'Unauthorized',
  reason: 'Unauthorized',
  code: 401,
});

const VERSION = JSON.stringify({
  major: '1',
  minor: '33',
  gitVersion: 'v1.33.4-eks-99d6cc0',
  platform: 'linux/amd64',
});

const HEALTH_PATHS = ['/livez', '/readyz', '/healthz'] as const;

export const apiA = api('api-a');
export const apiB = api('api-b');

function api(host: 'api-a' | 'api-b') {
  return defineService<ApiOptions>({
    name: host,
    host,
    title: 'nginx, as the Kubernetes API',
    program: NGINX,
    healthy: { certificate: 'api', health: 200 },
    setup: (place, { certificate, health }) =>
      nginxSetup(place, {
        address: addressOf(host),
        port: 443,
        certificate,
        locations: [
          ...HEALTH_PATHS.map((path) =>
            answering(`= ${path}`, health, health === 200 ? 'ok' : 'etcd failed: reason withheld'),
          ),
          answering('= /version', 200, VERSION),
          answering('/', 401, UNAUTHORIZED),
        ],
      }),
  });
}
