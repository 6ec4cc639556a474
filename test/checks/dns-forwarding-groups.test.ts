import { knowing } from '../fakes/dns.ts';
import {
  API,
  ON_PREM,
  INBOUND,
  site,
  awsZone,
  atInbound,
  atOnPrem,
  onPrem,
  testFaults,
} from './dns-forwarding-world.ts';

testFaults([
  {
    fault: 'this host asks a public resolver',
    nameServers: ['192.0.2.53'],
    codes: { system: ['fail systemDiffers'] },
  },
  {
    fault: 'the second name server of this host is gone',
    nameServers: [ON_PREM, '10.80.0.99'],
    codes: { system: ['fail systemDiffers'] },
  },
  {
    fault: 'this host has no name server',
    nameServers: [],
    codes: { system: ['fail noNameServers'] },
  },
  {
    fault: 'only one address is configured on either side',
    site: {
      resolvers: {
        ...site.resolvers,
        inbound: [{ host: INBOUND[0] }],
        onPrem: [{ host: ON_PREM }],
      },
    },
    codes: { 'redundancy@inbound': ['warn single'], 'redundancy@on-prem': ['warn single'] },
  },
  {
    fault: 'the cluster says public, and the answer is private',
    site: { cluster: { ...site.cluster, endpointMode: 'public' } },
    codes: { ...atInbound('fail wrongClass'), ...atOnPrem('fail wrongClass') },
  },
  {
    fault: 'both accesses are open, and an on-premises resolver gives the public answer',
    site: { cluster: { ...site.cluster, endpointMode: 'public-and-private' } },
    onPrem: onPrem(knowing({ ...awsZone, [API]: { addresses: ['192.0.2.10'] } })),
    codes: { 'aws-names@10.80.0.53': ['fail wrongClass'], system: ['fail systemDiffers'] },
  },
]);
