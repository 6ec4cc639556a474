import { nearest } from '#lib/nearest.ts';
import { LabError } from '../lab-error.ts';
import { ADDRESSING_FAULTS } from './addressing.ts';
import { AWS_FAULTS } from './aws.ts';
import { BANDWIDTH_FAULTS } from './bandwidth.ts';
import { CLOCK_FAULTS } from './clock.ts';
import { CLUSTER_DNS_FAULTS } from './cluster-dns.ts';
import { DNS_FAULTS } from './dns.ts';
import type { Fault } from './fault.ts';
import { FIREWALL_FAULTS } from './firewall.ts';
import { MTU_FAULTS } from './mtu.ts';
import { PROXY_FAULTS } from './proxy.ts';
import { REGISTRY_FAULTS } from './registry.ts';
import { ROUTING_FAULTS } from './routing.ts';
import { STORAGE_FAULTS } from './storage.ts';
import { TLS_FAULTS } from './tls.ts';
import { WAN_FAULTS } from './wan.ts';

/** All that the lab can break, layer by layer. */
export const FAULTS: readonly Fault[] = [
  ...FIREWALL_FAULTS,
  ...ROUTING_FAULTS,
  ...MTU_FAULTS,
  ...WAN_FAULTS,
  ...DNS_FAULTS,
  ...CLUSTER_DNS_FAULTS,
  ...TLS_FAULTS,
  ...AWS_FAULTS,
  ...PROXY_FAULTS,
  ...REGISTRY_FAULTS,
  ...STORAGE_FAULTS,
  ...BANDWIDTH_FAULTS,
  ...CLOCK_FAULTS,
  ...ADDRESSING_FAULTS,
];

/** Throws LabError, with the nearest name, for a fault that is not in the catalogue. */
export function faultNamed(name: string): Fault {
  const fault = FAULTS.find((known) => known.name === name);
  if (fault !== undefined) return fault;
  const guess = nearest(
    name,
    FAULTS.map((known) => known.name),
  );
  const advice = guess === undefined ? 'fault --list shows them all' : `did you mean "${guess}"?`;
  throw new LabError(`fault "${name}" is unknown: ${advice}`);
}
