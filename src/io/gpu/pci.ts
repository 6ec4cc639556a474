import { readdir, readlink } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { PciDevice } from '#core/gpu.ts';
import { readWord } from '../bounded-file.ts';

/** https://pcisig.com: NVIDIA Corporation. */
const NVIDIA = '10de';

/** Returns NVIDIA's devices as the kernel lists them below `root`; undefined where it lists no PCI at all. */
export async function pciDevices(root: string): Promise<readonly PciDevice[] | undefined> {
  const folder = join(root, 'sys/bus/pci/devices');
  const busIds = await readdir(folder).catch(() => undefined);
  if (busIds === undefined) return undefined;
  const devices = await Promise.all(busIds.sort().map((busId) => deviceAt(folder, busId)));
  return devices.filter((device) => device !== undefined);
}

async function deviceAt(folder: string, busId: string): Promise<PciDevice | undefined> {
  const [vendor, device, deviceClass] = await Promise.all(
    ['vendor', 'device', 'class'].map((name) => hexAt(join(folder, busId, name))),
  );
  if (vendor !== NVIDIA || device === undefined || deviceClass === undefined) return undefined;
  const driver = await readlink(join(folder, busId, 'driver')).then(basename, () => null);
  return { busId: busId.toLowerCase(), device, class: deviceClass, driver };
}

async function hexAt(path: string): Promise<string | undefined> {
  const [, digits] = /^0x([0-9a-f]{4,6})$/i.exec((await readWord(path)) ?? '') ?? [];
  return digits?.toLowerCase();
}
