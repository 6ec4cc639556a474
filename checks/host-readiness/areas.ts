import type { AnyArea } from './area.ts';
import { cgroups } from './areas/cgroups.ts';
import { clock } from './areas/clock.ts';
import { containerd } from './areas/containerd.ts';
import { credentials } from './areas/credentials.ts';
import { firewall } from './areas/firewall.ts';
import { hostname } from './areas/hostname.ts';
import { kernel } from './areas/kernel.ts';
import { leftovers } from './areas/leftovers.ts';
import { limits } from './areas/limits.ts';
import { modules } from './areas/modules.ts';
import { os } from './areas/os.ts';
import { ports } from './areas/ports.ts';
import { proxies } from './areas/proxies.ts';
import { resources } from './areas/resources.ts';
import { swap } from './areas/swap.ts';
import { sysctls } from './areas/sysctls.ts';

/** All areas, in the order of the reports. */
export const AREAS: readonly AnyArea[] = [
  os,
  kernel,
  resources,
  swap,
  cgroups,
  modules,
  sysctls,
  limits,
  containerd,
  ports,
  firewall,
  leftovers,
  hostname,
  clock,
  proxies,
  credentials,
];

/** Throws for a name that no area has: the schema lets none pass. */
export function areaNamed(name: string): AnyArea {
  const area = AREAS.find((one) => one.name === name);
  if (area === undefined) throw new TypeError(`${name} is no area`);
  return area;
}
