import type { ContainerdConfig } from '#core/containerd.ts';
import type { PciDevice } from '#core/gpu.ts';
import type { SmiAnswer } from '#lib/nvidia/smi.ts';
import type { ToolAnswer } from '#lib/nvidia/tool-version.ts';

/** What the site expects of its GPU hosts. */
export type GpuTarget = {
  /** `550`, or as long as the version of a driver is. */
  readonly minDriver: string;
  /** 0 where it is not said. */
  readonly count: number;
  /** The GPU Operator brings what is missing, once the node has joined. */
  readonly operator: boolean;
  /** `1.34`; empty where it is not said. */
  readonly kubernetesVersion: string;
  /** Devices shall be shared out by DRA. */
  readonly dra: boolean;
  readonly timeoutMs: number;
};

export type GpuMeasurement = {
  readonly devices: readonly PciDevice[];
  readonly modules: readonly string[];
  readonly smi: SmiAnswer;
  readonly toolkit: ToolAnswer;
  readonly containerd: ContainerdConfig;
  readonly cdiSpecs: readonly string[];
  /** null without switches */
  readonly fabric: { readonly manager: ToolAnswer; readonly service: string } | null;
};
