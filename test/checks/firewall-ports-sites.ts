import { planCases, type PlannedCase } from '#core/plan.ts';
import type { Site } from '#core/site.ts';
import { firewallPorts } from '../../checks/firewall-ports/check.ts';
import { REQUIRED_BY_DEFAULT } from '../../checks/firewall-ports/port-entry.ts';
import type { PortOptions } from '../../checks/firewall-ports/target.ts';
import { siteWith } from '../fakes/site.ts';

export const nowhere: Site['targets'] = {
  kubernetesApi: [],
  cloudNodes: [],
  bgpPeers: [],
  onPremNodes: [],
  ping: [],
  reflectors: [],
  iperf3: [],
  nfs: [],
  registries: [],
  webhooks: [],
};

export const fullSite = siteWith({
  nodeAddress: '10.80.0.9',
  targets: {
    kubernetesApi: [{ host: '10.20.1.10' }, { host: 'api.example.com' }],
    cloudNodes: [{ host: '10.20.3.10' }],
    bgpPeers: [{ host: '10.80.0.1' }],
    onPremNodes: [{ host: '10.80.0.11' }],
    ping: [],
    reflectors: [],
    iperf3: [],
    nfs: [],
    registries: [],
    webhooks: [],
  },
  resolvers: {
    ...siteWith().resolvers,
    inbound: [{ host: '10.20.1.53' }],
    onPrem: [{ host: '10.80.0.53' }],
  },
});

export function plan(site: Site, options: Partial<PortOptions> = {}): readonly PlannedCase[] {
  const section: PortOptions = {
    required: REQUIRED_BY_DEFAULT,
    exclude: [],
    extra: [],
    timeoutMs: 3500,
    ...options,
  };
  return planCases([firewallPorts], { ...site, options: { 'firewall-ports': section } });
}

export function namesOf(cases: readonly PlannedCase[]): readonly string[] {
  return cases.map(({ id }) => id.replace('firewall-ports:', ''));
}
