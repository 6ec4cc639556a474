import { join } from 'node:path';
import type { CertificateName } from '../pki/certificates.ts';
import { addressOf } from '../topology/hosts.ts';
import { REGISTRY_NAME } from '../topology/names.ts';
import { answering, NGINX, nginxSetup } from './nginx.ts';
import { registryImageFiles } from './registry-image.ts';
import { defineService } from './service.ts';

const PORT = 5000;

/** Harbor calls its machine accounts like this. */
export const REGISTRY_ACCOUNT = { user: 'robot$preflight', password: 'lab-registry' } as const;

/** bcrypt (htpasswd -B), as the registry wants it: of the password above, and of another. */
const HASHES = {
  known: '$2y$05$wHDfAYOCXdr4CZGtprCQAeiinnz/C9dv7h2oVoVNjzLdZbVfvHfYy',
  changed: '$2y$05$bjeziqoh/Xi1GIq/J5HSqu8PzwvisIRIvcdOlzd02KIAlS2uy.YWq',
} as const;

export type RegistryOptions = { readonly password: keyof typeof HASHES };

export const registry = defineService<RegistryOptions>({
  name: 'registry',
  host: 'registry',
  title: 'Docker registry',
  program: { command: 'docker-registry', package: 'docker-registry' },
  healthy: { password: 'known' },
  setup: ({ folder }, { password }) => ({
    files: {
      ...registryImageFiles('blobs'),
      'registry.yml': registryConfig(folder),
      htpasswd: `${REGISTRY_ACCOUNT.user}:${HASHES[password]}\n`,
    },
    args: ['serve', join(folder, 'registry.yml')],
    listens: [{ protocol: 'tcp', port: PORT, address: '127.0.0.1' }],
  }),
});

function registryConfig(folder: string): string {
  return `version: 0.1
log: { level: warn }
storage:
  filesystem: { rootdirectory: ${join(folder, 'blobs')} }
  delete: { enabled: true }
http:
  addr: 127.0.0.1:${PORT}
  relativeurls: true
  secret: lab
auth:
  htpasswd: { realm: harbor, path: ${join(folder, 'htpasswd')} }
`;
}

const COMPONENTS = ['core', 'database', 'jobservice', 'portal', 'redis', 'registry'] as const;

export type RegistryProxyOptions = {
  readonly certificate: CertificateName;
  readonly unhealthy: readonly (typeof COMPONENTS)[number][];
};

/** Harbor's face: its health, and the registry behind it. */
export const registryProxy = defineService<RegistryProxyOptions>({
  name: 'registry-proxy',
  host: 'registry',
  title: 'nginx, as Harbor',
  program: NGINX,
  healthy: { certificate: 'registry', unhealthy: [] },
  setup: (place, { certificate, unhealthy }) =>
    nginxSetup(place, {
      address: addressOf('registry'),
      port: 443,
      certificate,
      locations: [
        answering('= /api/v2.0/health', 200, JSON.stringify(harborHealth(unhealthy))),
        answering('= /api/v2.0/ping', 200, 'Pong'),
        answering('= /api/v2.0/systeminfo', 200, '{"auth_mode":"db_auth"}'),
        `location /v2/ { proxy_pass http://127.0.0.1:${PORT}; proxy_set_header Host ${REGISTRY_NAME}; proxy_set_header X-Forwarded-Proto https; proxy_request_buffering off; }`,
      ],
    }),
});

function harborHealth(unhealthy: RegistryProxyOptions['unhealthy']) {
  const status = (isHealthy: boolean): string => (isHealthy ? 'healthy' : 'unhealthy');
  return {
    status: status(unhealthy.length === 0),
    components: COMPONENTS.map((name) => ({ name, status: status(!unhealthy.includes(name)) })),
  };
}
