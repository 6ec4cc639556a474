import type { Judgement } from '#core/check.ts';
import type { Metric } from '#core/metric.ts';
import { isGpu } from './devices.ts';
import { judgeContainers } from './judge-containers.ts';
import { judgeDra } from './judge-dra.ts';
import { judgeDriver } from './judge-driver.ts';
import { judgeFabric } from './judge-fabric.ts';
import type { GpuMeasurement, GpuTarget } from './target.ts';

export function judge(target: GpuTarget, measurement: GpuMeasurement): Judgement {
  return {
    findings: [
      ...judgeDriver(target, measurement),
      ...judgeFabric(measurement),
      ...judgeContainers(target, measurement),
      ...judgeDra(target, measurement),
    ],
    metrics: metricsOf(measurement),
  };
}

function metricsOf({ devices, smi }: GpuMeasurement): readonly Metric[] {
  const onPci: Metric = { name: 'gpus_on_pci', value: devices.filter(isGpu).length, unit: 'count' };
  if (smi.kind !== 'gpus') return [onPci];
  const { gpus } = smi;
  const sum = (values: readonly (number | null)[]): number =>
    values.reduce<number>((total, value) => total + (value ?? 0), 0);
  return [
    onPci,
    { name: 'gpus', value: gpus.length, unit: 'count' },
    {
      name: 'gpu_memory',
      value: sum(gpus.map(({ memoryMib }) => memoryMib)) * 2 ** 20,
      unit: 'bytes',
    },
    { name: 'gpu_ecc_errors', value: sum(gpus.map(({ eccErrors }) => eccErrors)), unit: 'count' },
  ];
}
