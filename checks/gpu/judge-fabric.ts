import type { Finding } from '#core/finding.ts';
import { isSwitch } from './devices.ts';
import { say } from './messages.ts';
import type { GpuMeasurement } from './target.ts';

/** Behind switches no GPU computes before their manager has set them up, of the very version of the driver. */
export function judgeFabric({ fabric, devices, smi }: GpuMeasurement): readonly Finding[] {
  if (fabric === null) return [];
  const switches = devices.filter(isSwitch).length;
  const { manager, service } = fabric;
  if (manager.kind === 'absent') return [say.fabricManagerMissing({ switches })];
  const driver = smi.kind === 'gpus' ? smi.gpus[0]?.driver : undefined;
  const isOther = manager.kind === 'version' && driver !== undefined && manager.version !== driver;
  return [
    ...(isOther ? [say.fabricManagerMismatch({ manager: manager.version, driver })] : []),
    ...(manager.kind === 'unclear' ? [say.fabricManagerUnclear({ said: manager.said })] : []),
    ...(service === 'active' ? [] : [say.fabricManagerDown({ switches, service })]),
  ];
}
