/** The next so many vCPU-hours of a month have this rate; without a number, all that are left. */
export type Tier = { readonly vcpuHours?: number; readonly usdPerVcpuHour: number };

export type CostTarget = {
  /** 0 takes those of this host. */
  readonly vcpus: number;
  readonly nodes: number;
  /** Empty where nobody has looked the rates up. */
  readonly tiers: readonly Tier[];
  /** `2026-11-20`; empty where it is not said. */
  readonly lookedUpOn: string;
};

export type CostMeasurement = {
  readonly vcpus: number;
  readonly from: 'config' | 'host';
};
