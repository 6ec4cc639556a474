import { join } from 'node:path';
import type { CertificateName } from '../pki/certificates.ts';
import type { Program, ServicePlace, ServiceSetup } from './service.ts';

export const NGINX: Program = { command: 'nginx', package: 'nginx-light' };

export interface TlsServer {
  readonly address?: string;
  readonly port: number;
  readonly certificate: CertificateName;
  /** Whom it answers for; without them, for everybody that no other server of its port does. */
  readonly names?: readonly string[];
  /** Statements of the `server` block. */
  readonly locations: readonly string[];
}

/** Folders that nginx would otherwise make below /var. */
const TEMPORARY = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'] as const;

/** Returns what it takes to run nginx as TLS servers, wholly within its own folder. */
export function nginxSetup(
  { folder, pki }: ServicePlace,
  ...servers: readonly TlsServer[]
): ServiceSetup {
  const config = [
    'daemon off;',
    'user root;',
    'worker_processes 1;',
    'error_log stderr warn;',
    `pid ${join(folder, 'nginx.pid')};`,
    'events { worker_connections 256; }',
    'http {',
    '  access_log off;',
    '  client_max_body_size 0;',
    '  default_type application/json;',
    '  server_names_hash_bucket_size 128;', // names of buckets are longer than it takes by itself
    ...TEMPORARY.map((kind) => `  ${kind}_temp_path ${join(folder, kind)};`),
    ...servers.flatMap((server) => serverLines(server, pki)),
    '}',
    '',
  ];
  return {
    files: { 'nginx.conf': config.join('\n') },
    args: ['-c', join(folder, 'nginx.conf'), '-e', 'stderr'],
    listens: servers.map(({ address, port }) => ({
      protocol: 'tcp',
      port,
      ...(address === undefined ? {} : { address }),
    })),
  };
}

function serverLines(
  { address, port, certificate, names = [], locations }: TlsServer,
  pki: string,
): readonly string[] {
  const listen = address === undefined ? String(port) : `${address}:${port}`;
  return [
    '  server {',
    `    listen ${listen} ssl http2;`,
    ...(names.length === 0 ? [] : [`    server_name ${names.join(' ')};`]),
    `    ssl_certificate ${join(pki, `${certificate}.crt`)};`,
    `    ssl_certificate_key ${join(pki, `${certificate}.key`)};`,
    '    ssl_protocols TLSv1.2 TLSv1.3;',
    ...locations.map((location) => `    ${location}`),
    '  }',
  ];
}

/** Returns a location that answers with a fixed body; single quotes are all that nginx could trip over. */
export function answering(path: string, status: number, body: string): string {
  return `location ${path} { return ${status} '${body.replaceAll("'", "\\'")}'; }`;
}
