import { AUTHORISATION_ERRORS } from './authorisation.ts';
import { CLOCK_ERRORS } from './clock.ts';
import { CONNECT_ERRORS } from './connect.ts';
import { PROVIDER_ERRORS } from './credential-providers.ts';
import { CREDENTIAL_ERRORS } from './credentials.ts';
import { DNS_ERRORS } from './dns.ts';
import { INSTALL_ERRORS } from './install.ts';
import type { KnownError } from './known-error.ts';
import { KUBELET_ERRORS } from './kubelet.ts';
import { MTU_ERRORS } from './mtu.ts';
import { PLUGIN_ERRORS } from './network-plugin.ts';
import { NODE_NETWORK_ERRORS } from './node-network.ts';
import { POD_ERRORS } from './pods.ts';
import { PROXY_ERRORS } from './proxy.ts';
import { REGISTRY_ERRORS } from './registry.ts';
import { TLS_ERRORS } from './tls.ts';

export type Layer = {
  readonly id: string;
  readonly title: string;
  readonly errors: readonly KnownError[];
};

/**
 * All that is known, layer by layer. What stands above tends to cause what stands below; explanations come in this
 * order, and of two errors of one rank that know a line the upper one explains it.
 */
export const LAYERS: readonly Layer[] = [
  { id: 'clock', title: 'Clock', errors: CLOCK_ERRORS },
  { id: 'dns', title: 'Names', errors: DNS_ERRORS },
  { id: 'proxy', title: 'Proxies and block pages', errors: PROXY_ERRORS },
  { id: 'connect', title: 'Connections', errors: CONNECT_ERRORS },
  { id: 'tls', title: 'Certificates', errors: TLS_ERRORS },
  { id: 'mtu', title: 'Large packets', errors: MTU_ERRORS },
  { id: 'install', title: 'Installation', errors: INSTALL_ERRORS },
  {
    id: 'credentials',
    title: 'Credentials',
    errors: [...PROVIDER_ERRORS, ...CREDENTIAL_ERRORS],
  },
  { id: 'authorisation', title: 'Authorisation by the API', errors: AUTHORISATION_ERRORS },
  { id: 'node-network', title: 'The node’s networks', errors: NODE_NETWORK_ERRORS },
  { id: 'kubelet', title: 'kubelet and containerd', errors: KUBELET_ERRORS },
  { id: 'registry', title: 'Images', errors: REGISTRY_ERRORS },
  { id: 'pods', title: 'Pods and the network plugin', errors: [...POD_ERRORS, ...PLUGIN_ERRORS] },
];
