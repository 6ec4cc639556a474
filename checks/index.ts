import type { AnyCheck } from '#core/check.ts';
import { cidrOverlap } from './cidr-overlap/check.ts';
import { dnsForwarding } from './dns-forwarding/check.ts';
import { firewallPorts } from './firewall-ports/check.ts';
import { podRoutes } from './pod-routes/check.ts';

/** Every built-in check, in the order of the reports. A check's `after` names only checks above it. */
export const checks: readonly AnyCheck[] = [cidrOverlap, firewallPorts, podRoutes, dnsForwarding];
