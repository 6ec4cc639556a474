import type { CertificateName } from '../pki/certificates.ts';
import { AWS_ENDPOINTS } from '../topology/aws.ts';
import { addressOf } from '../topology/hosts.ts';
import { answering, NGINX, nginxSetup } from './nginx.ts';
import { defineService } from './service.ts';

/** Where the on-premises firewall diverts TLS to. */
export const MIDDLEBOX_PORT = 10_443;

export type MiddleboxOptions = {
  readonly mode: 'intercept' | 'block-page';
  readonly certificate: CertificateName;
};

const BLOCK_PAGE =
  '<!doctype html><title>Blocked</title><h1>Access denied by policy</h1><p>Call the service desk.</p>';

/** A device that answers TLS in the name of others, by itself with certificates of its own authority. */
export const middlebox = defineService<MiddleboxOptions>({
  name: 'middlebox',
  host: 'onprem-router',
  title: 'nginx, as an intercepting proxy',
  program: NGINX,
  healthy: null,
  setup: (place, { mode, certificate }) => {
    const server = { port: MIDDLEBOX_PORT, certificate };
    if (mode === 'block-page') {
      return nginxSetup(place, {
        ...server,
        locations: ['default_type text/html;', answering('/', 200, BLOCK_PAGE)],
      });
    }
    return nginxSetup(
      place,
      { ...server, locations: [handingOn(addressOf('api-a'))] },
      ...Object.values(AWS_ENDPOINTS).map(({ name, addresses: [address = name] }) => ({
        ...server,
        names: [name],
        locations: [handingOn(address)],
      })),
    );
  },
});

function handingOn(address: string): string {
  return `location / { proxy_pass https://${address}; proxy_set_header Host $host; proxy_ssl_verify off; }`;
}
