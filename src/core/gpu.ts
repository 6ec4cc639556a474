import type { ContainerdConfig } from './containerd.ts';
import type { ProgramRun } from './program-run.ts';

/** A device of NVIDIA's on PCI; hexadecimal, in small letters. */
export type PciDevice = {
  /** As the kernel writes it: `0000:3b:00.0`. */
  readonly busId: string;
  /** `2330` is an H100. */
  readonly device: string;
  /** Base class, subclass, interface: `030200` is a 3D controller. */
  readonly class: string;
  /** The kernel's driver that has it; null where none has. */
  readonly driver: string | null;
};

/** Everything on the host that lets containers have its GPUs. */
export type GpuFacts = {
  /** The kernel's modules that are loaded, of those that matter. */
  readonly modules: readonly string[];
  readonly nvidiaSmi: ProgramRun;
  /** nvidia-ctk --version */
  readonly toolkit: ProgramRun;
  readonly containerd: ContainerdConfig;
  /** Files that describe GPUs of NVIDIA's to container runtimes (CDI, kind nvidia.com/gpu). */
  readonly cdiSpecs: readonly string[];
  /** nv-fabricmanager --version, and its service; asked only where `fabric` is. */
  readonly fabricManager: { readonly version: ProgramRun; readonly service: ProgramRun } | null;
};

export type GpuQuestion = {
  /** How long each program may take. */
  readonly timeoutMs: number;
  /** True where the devices are joined by switches, which a service has to set up. */
  readonly fabric: boolean;
};

/** Looks at the host's GPUs, and changes nothing. */
export interface Gpu {
  /** Returns NVIDIA's devices on PCI, in the order of the bus; undefined where this host shows no PCI. */
  devices(signal: AbortSignal): Promise<readonly PciDevice[] | undefined>;
  facts(question: GpuQuestion, signal: AbortSignal): Promise<GpuFacts>;
}
