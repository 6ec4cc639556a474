import { rule } from '../change.ts';
import { registry, registryProxy } from '../services/registry.ts';
import { type Fault, faultsOf } from './fault.ts';
import { REGISTRY } from './places.ts';

/** The image registry that on-premises nodes pull from. */
export const REGISTRY_FAULTS: readonly Fault[] = faultsOf('registry', [
  {
    name: 'registry-wrong-password',
    breaks: 'the registry knows another password than the site',
    changes: [registry.running({ password: 'changed' })],
    expects: ['registry/unauthorized'],
  },
  {
    name: 'registry-unhealthy',
    breaks: 'Harbor reports its database as unhealthy',
    changes: [registryProxy.running({ unhealthy: ['database'] })],
    expects: ['registry/unhealthy'],
  },
  {
    name: 'registry-down',
    breaks: 'the registry behind Harbor’s proxy is gone',
    changes: [registry.stopped],
    expects: ['registry/unavailable'],
  },
  {
    name: 'registry-certificate-expired',
    breaks: 'the certificate of the registry has expired',
    changes: [registryProxy.running({ certificate: 'registry-expired' })],
    expects: ['registry/certificateExpired'],
  },
  {
    name: 'registry-certificate-expires-soon',
    breaks: 'the certificate of the registry expires in five days',
    changes: [registryProxy.running({ certificate: 'registry-expires-soon' })],
    expects: ['registry/certificateExpiresSoon'],
  },
  {
    name: 'registry-drop',
    breaks: 'the registry’s own firewall drops 443',
    changes: [rule('registry', 'input', `ip daddr ${REGISTRY} tcp dport 443 drop`)],
    expects: ['registry/unreachable'],
  },
]);
