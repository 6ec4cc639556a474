import { atSeverity, type Finding } from '#core/finding.ts';
import type { NvidiaGpu } from '#lib/nvidia/smi.ts';
import { compareVersions } from '#lib/nvidia/tool-version.ts';
import { isGpu } from './devices.ts';
import { say } from './messages.ts';
import type { GpuMeasurement, GpuTarget } from './target.ts';

/** Whether the driver is there, answers, is new enough, and has every device that is on the bus. */
export function judgeDriver(target: GpuTarget, measurement: GpuMeasurement): readonly Finding[] {
  const { devices, smi } = measurement;
  const onPci = devices.filter(isGpu).length;
  if (target.count > onPci) return [say.tooFew({ expected: target.count, onPci })];
  if (isNouveau(measurement)) return [say.nouveau({ busIds: busIdsOf(measurement, 'nouveau') })];
  if (smi.kind !== 'gpus') return [withoutDevices(target, measurement, smi)];
  return [
    ...judgeBus(measurement, smi),
    ...judgeVersion(target, smi.gpus),
    ...judgeHealth(smi.gpus),
    ...(smi.unread > 0 ? [say.driverUnclear({ said: `${smi.unread} lines that are no GPU` })] : []),
  ];
}

type Seen = Extract<GpuMeasurement['smi'], { kind: 'gpus' }>;

function withoutDevices(
  target: GpuTarget,
  measurement: GpuMeasurement,
  smi: Exclude<GpuMeasurement['smi'], Seen>,
): Finding {
  switch (smi.kind) {
    case 'absent':
      return missing(target, measurement);
    case 'silent':
      return say.driverSilent({ afterMs: smi.afterMs });
    case 'no-communication':
      return say.driverNotLoaded({ modules: measurement.modules });
    case 'version-mismatch':
      return say.driverMismatch({ library: smi.library });
    case 'no-permission':
      return say.notPermitted({});
    case 'unclear':
      return say.driverUnclear({ said: smi.said });
  }
}

function missing({ operator, minDriver }: GpuTarget, { devices }: GpuMeasurement): Finding {
  const finding = say.driverMissing({ onPci: devices.filter(isGpu).length, minDriver });
  return operator ? atSeverity(finding, 'note') : finding;
}

/** It is a rival of NVIDIA's own driver only where that does not have the devices. */
function isNouveau({ modules, smi, devices }: GpuMeasurement): boolean {
  const isBound = devices.some(({ driver }) => driver === 'nouveau');
  return isBound || (modules.includes('nouveau') && smi.kind !== 'gpus');
}

function busIdsOf({ devices }: GpuMeasurement, driver: string): readonly string[] {
  return devices.filter((device) => device.driver === driver).map(({ busId }) => busId);
}

function judgeBus({ devices }: GpuMeasurement, { gpus, lost }: Seen): readonly Finding[] {
  const seen = new Set(gpus.map(({ busId }) => busId));
  const absent = devices.filter((device) => isGpu(device) && !seen.has(device.busId));
  const lent = absent.filter(({ driver }) => driver !== null && driver !== 'nvidia');
  const gone = absent.filter((device) => !lent.includes(device)).map(({ busId }) => busId);
  const all = [...new Set([...gone, ...lost.filter((busId) => !seen.has(busId))])];
  return [
    ...all.map((busId) => say.deviceLost({ busId, seen: gpus.length })),
    ...lent.map(({ busId, driver }) => say.deviceLent({ busId, driver: driver ?? '' })),
  ];
}

function judgeVersion({ minDriver }: GpuTarget, gpus: readonly NvidiaGpu[]): readonly Finding[] {
  const [first] = gpus;
  if (first === undefined || compareVersions(first.driver, minDriver) >= 0) return [];
  return [say.driverTooOld({ driver: first.driver, minDriver, name: first.name })];
}

function judgeHealth(gpus: readonly NvidiaGpu[]): readonly Finding[] {
  const sliced = gpus.filter(({ mig }) => mig === 'on').map(({ busId }) => busId);
  return [
    ...gpus.flatMap(({ eccErrors, busId, name }) =>
      eccErrors === null || eccErrors === 0
        ? []
        : [say.eccErrors({ busId, name, errors: eccErrors })],
    ),
    ...(sliced.length === 0 ? [] : [say.migOn({ busIds: sliced, of: gpus.length })]),
  ];
}
