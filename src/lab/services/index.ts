import { awsEndpoints } from './aws-endpoints.ts';
import { onpremDns1, onpremDns2, resolverA, resolverB, vpcResolver } from './bind.ts';
import { ntp } from './chrony.ts';
import { clusterDns } from './cluster-dns.ts';
import { bgpOnPrem, bgpVpc } from './frr.ts';
import { iperf3Occupier, iperf3Storage, iperf3Vpc } from './iperf3.ts';
import { irtt } from './irtt.ts';
import { kubelet } from './kubelet.ts';
import { apiA, apiB } from './kubernetes-api.ts';
import { middlebox } from './middlebox.ts';
import { nfs } from './nfs.ts';
import { peer } from './peer.ts';
import { proxy } from './proxy.ts';
import { registry, registryProxy } from './registry.ts';
import type { Service } from './service.ts';

/** Every service of the lab, those that only faults start among them. */
export const SERVICES: readonly Service[] = [
  onpremDns1,
  onpremDns2,
  resolverA,
  resolverB,
  vpcResolver,
  apiA,
  apiB,
  awsEndpoints,
  registry,
  registryProxy,
  proxy,
  bgpOnPrem,
  bgpVpc,
  ntp,
  iperf3Vpc,
  iperf3Storage,
  irtt,
  peer,
  nfs,
  middlebox,
  kubelet,
  clusterDns,
  iperf3Occupier,
];
