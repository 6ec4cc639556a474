import type { FirewallRule } from '#core/firewall-rule.ts';
import { caseId } from '#core/report.ts';
import type { Site } from '#core/site.ts';
import type { EndpointOptions } from './options.ts';
import { plan } from './plan.ts';

/** What nodes call in AWS, by name: no firewall that knows addresses only can keep up with them. */
export function rules(site: Site, options: EndpointOptions): readonly FirewallRule[] {
  return plan(site, options).flatMap((one): FirewallRule[] => {
    if (!('target' in one)) return [];
    const { host, port, purpose } = one.target;
    return [
      {
        cases: [caseId('aws-endpoints', one)],
        ...{ direction: 'to-aws', protocol: 'tcp', ports: [String(port)] },
        ...{ sources: site.networks.remoteNodes, destinations: [host] },
        ...{ purpose, isRequired: true },
      },
    ];
  });
}
