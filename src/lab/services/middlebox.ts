import { addressOf } from '../topology/hosts.ts';
import { answering, NGINX, nginxSetup } from './nginx.ts';
import { defineService } from './service.ts';

/** Where the on-premises firewall diverts TLS to. */
export const MIDDLEBOX_PORT = 10_443;

export type MiddleboxOptions = { readonly mode: 'intercept' | 'block-page' };

const BLOCK_PAGE =
  '<!doctype html><title>Blocked</title><h1>Access denied by policy</h1><p>Call the service desk.</p>';

/** A device that answers TLS in the name of others, with certificates of its own authority. */
export const middlebox = defineService<MiddleboxOptions>({
  name: 'middlebox',
  host: 'onprem-router',
  title: 'nginx, as an intercepting proxy',
  program: NGINX,
  healthy: null,
  setup: (place, { mode }) =>
    nginxSetup(place, {
      port: MIDDLEBOX_PORT,
      certificate: 'intercepted',
      locations:
        mode === 'intercept'
          ? [`location / { proxy_pass https://${addressOf('api-a')}; proxy_ssl_verify off; }`]
          : ['default_type text/html;', answering('/', 200, BLOCK_PAGE)],
    }),
});
