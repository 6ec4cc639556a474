import type { PciDevice } from '#core/gpu.ts';

/** PCI base class 03: display controllers, VGA (0300) and 3D (0302) alike. */
export function isGpu({ class: code }: PciDevice): boolean {
  return code.startsWith('03');
}

/** PCI class 0680, other bridges: what NVSwitches of HGX boards call themselves. */
export function isSwitch({ class: code }: PciDevice): boolean {
  return code.startsWith('0680');
}
