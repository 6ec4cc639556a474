import type { Conditions } from '../conditions.ts';
import { LEAVES, type HostName, type LeafName } from '../topology/hosts.ts';
import { NETWORKS } from '../topology/networks.ts';
import { DIRECT_CONNECT, UNDERLAY, VPN } from '../topology/wan.ts';

/** Lines that lead one host's devices from one state to another, in the order in which they are due. */
export interface DeviceLines {
  /** For ip(8), before the routes are set: a route needs its device. */
  readonly mend: readonly string[];
  /** For ip(8), after the routes are set: a device that goes down takes its routes along. */
  readonly impair: readonly string[];
  /** For tc(8). */
  readonly queues: readonly string[];
}

type Devices = Pick<Conditions, 'links' | 'queues' | 'bridges'>;

/** Returns what leads from these devices to those; what was changed before goes back to how it was built. */
export function deviceLines(before: Devices, after: Devices, host: HostName): DeviceLines {
  const at = <T extends { readonly at: HostName }>(all: readonly T[]) =>
    all.filter((one) => one.at === host);
  return {
    mend: [
      ...at(before.bridges).map(({ device }) => `link del ${device}`),
      ...at(before.links).map(
        ({ device }) => `link set ${device} mtu ${builtMtu(host, device)} up`,
      ),
    ],
    impair: [
      ...at(after.bridges).flatMap(({ device, address }) => [
        `link add ${device} type bridge`,
        `addr add ${address} dev ${device}`,
        `link set ${device} up`,
      ]),
      ...at(after.links).map(
        ({ device, mtuBytes = builtMtu(host, device), up = true }) =>
          `link set ${device} mtu ${mtuBytes} ${up ? 'up' : 'down'}`,
      ),
    ],
    queues: [
      ...at(before.queues).map(({ device }) => `qdisc del dev ${device} root`),
      ...at(after.queues).map(
        ({ device, discipline }) => `qdisc replace dev ${device} root ${discipline}`,
      ),
    ],
  };
}

const WAN_DEVICES = [DIRECT_CONNECT, UNDERLAY, VPN];

function builtMtu(host: HostName, device: string): number {
  const wan = WAN_DEVICES.find((link) => link.device === device);
  if (wan !== undefined) return wan.mtuBytes;
  // `eth0` of a host, or the router's end of its cable, which has the host's name.
  const leaf = device === 'eth0' ? host : device;
  if (isLeaf(leaf)) return NETWORKS[LEAVES[leaf].network].mtuBytes;
  const network = Object.values(NETWORKS).find(({ bridge }) => bridge === device);
  if (network === undefined) throw new Error(`${host} has no device ${device}`);
  return network.mtuBytes;
}

function isLeaf(name: string): name is LeafName {
  return Object.hasOwn(LEAVES, name);
}
