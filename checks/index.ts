import type { AnyCheck } from '#core/check.ts';
import { apiServer } from './api-server/check.ts';
import { awsEndpoints } from './aws-endpoints/check.ts';
import { awsRoutes } from './aws-routes/check.ts';
import { bandwidth } from './bandwidth/check.ts';
import { cidrOverlap } from './cidr-overlap/check.ts';
import { clusterDns } from './cluster-dns/check.ts';
import { cost } from './cost/check.ts';
import { dnsForwarding } from './dns-forwarding/check.ts';
import { firewallPorts } from './firewall-ports/check.ts';
import { gpu } from './gpu/check.ts';
import { hostReadiness } from './host-readiness/check.ts';
import { jitter } from './jitter/check.ts';
import { latency } from './latency/check.ts';
import { nfsThroughput } from './nfs-throughput/check.ts';
import { nodeStatus } from './node-status/check.ts';
import { packetLoss } from './packet-loss/check.ts';
import { pathMtu } from './path-mtu/check.ts';
import { pathTrace } from './path-trace/check.ts';
import { podRoutes } from './pod-routes/check.ts';
import { registry } from './registry/check.ts';
import { webhooks } from './webhooks/check.ts';

/** Every built-in check, in the order of the reports. A check's `after` names only checks above it. */
export const checks: readonly AnyCheck[] = [
  hostReadiness,
  cidrOverlap,
  awsRoutes,
  firewallPorts,
  podRoutes,
  dnsForwarding,
  clusterDns,
  webhooks,
  apiServer,
  nodeStatus,
  awsEndpoints,
  latency,
  jitter,
  packetLoss,
  pathMtu,
  pathTrace,
  bandwidth,
  nfsThroughput,
  registry,
  gpu,
  cost,
];
