import { CannotMeasure, NotApplicable } from '#core/check.ts';
import type { GpuFacts, PciDevice } from '#core/gpu.ts';
import type { Io } from '#core/io.ts';
import { readSmi } from '#lib/nvidia/smi.ts';
import { readToolVersion } from '#lib/nvidia/tool-version.ts';
import { isGpu, isSwitch } from './devices.ts';
import type { GpuMeasurement, GpuTarget } from './target.ts';

/** Asks the programs only where there is a GPU, or has to be one. */
export async function measure(
  { count, timeoutMs }: GpuTarget,
  { gpu }: Pick<Io, 'gpu'>,
  signal: AbortSignal,
): Promise<GpuMeasurement> {
  const devices = await devicesOf(gpu, count, signal);
  if (count === 0 && !devices.some(isGpu)) {
    throw new NotApplicable('This host has no GPU of NVIDIA’s on PCI.');
  }
  const facts = await gpu.facts({ timeoutMs, fabric: devices.some(isSwitch) }, signal);
  const { modules, containerd, cdiSpecs } = facts;
  return {
    ...{ devices, modules, containerd, cdiSpecs },
    smi: readSmi(facts.nvidiaSmi),
    toolkit: readToolVersion(facts.toolkit),
    fabric: fabricOf(facts),
  };
}

async function devicesOf(
  gpu: Io['gpu'],
  count: number,
  signal: AbortSignal,
): Promise<readonly PciDevice[]> {
  const devices = await gpu.devices(signal);
  if (devices !== undefined) return devices;
  if (count === 0) throw new NotApplicable('This host shows no PCI bus.');
  throw new CannotMeasure(
    'This host shows no PCI bus: /sys/bus/pci/devices is missing.',
    'Run on the host itself, not in a container that hides /sys.',
  );
}

const MOST_STATE = 20;

function fabricOf({ fabricManager }: GpuFacts): GpuMeasurement['fabric'] {
  if (fabricManager === null) return null;
  const { version, service } = fabricManager;
  const state = service.kind === 'exited' ? service.stdout.trim() : service.kind;
  return {
    manager: readToolVersion(version),
    service: /^[a-z-]+$/.test(state) ? state.slice(0, MOST_STATE) : 'unknown',
  };
}
