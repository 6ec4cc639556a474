import { type Fault, faultsOf } from './fault.ts';
import { route } from '../change.ts';

/** Networks that share addresses. */
export const ADDRESSING_FAULTS: readonly Fault[] = faultsOf('addressing', [
  {
    name: 'pods-overlap-vpc',
    breaks: 'the pod network lies inside the VPC',
    changes: [{ kind: 'site', site: { remotePods: '10.20.128.0/17' } }],
    expects: ['cidr-overlap/overlap', 'pod-routes/unreachable @ *:10.20.128.0/17'],
  },
  {
    name: 'bridge-overlaps-services',
    breaks: 'a container bridge of the host has the addresses of the service network',
    changes: [{ kind: 'bridge', at: 'host', device: 'docker0', address: '172.20.0.1/16' }],
    expects: ['cidr-overlap/hostNetwork'],
  },
  {
    name: 'bridge-overlaps-vpc',
    breaks: 'a container bridge of the host has the addresses of an API subnet',
    changes: [{ kind: 'bridge', at: 'host', device: 'docker0', address: '10.20.1.1/24' }],
    expects: [
      'cidr-overlap/hostNetwork @ *:host-routes',
      'firewall-ports/filtered @ *:tcp/*@10.20.1.*',
      'firewall-ports/unanswered @ *:udp/53@10.20.1.*',
      'dns-forwarding/oneDead @ *:redundancy@inbound',
    ],
  },
  {
    name: 'route-overlaps-vpc',
    breaks: 'a route of the host leads an API subnet to a machine on the LAN',
    changes: [route('host', '10.20.1.0/24', { via: '10.80.1.20' })],
    expects: [
      'firewall-ports/filtered @ *:tcp/*@10.20.1.*',
      'firewall-ports/unanswered @ *:udp/53@10.20.1.*',
      'dns-forwarding/oneDead @ *:redundancy@inbound',
    ],
  },
]);
