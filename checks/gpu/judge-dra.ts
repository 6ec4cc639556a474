import { atSeverity, type Finding } from '#core/finding.ts';
import { compareVersions } from '#lib/nvidia/tool-version.ts';
import { say } from './messages.ts';
import type { GpuMeasurement, GpuTarget } from './target.ts';

/** DRA is stable, and on unless it is turned off, from here (Kubernetes 1.34, resource.k8s.io/v1). */
const STABLE = '1.34';

/** What sharing out devices by DRA takes. Where the site does not say that it shall, it is only told. */
export function judgeDra(target: GpuTarget, measurement: GpuMeasurement): readonly Finding[] {
  const { kubernetesVersion, dra } = target;
  const isTooOld = kubernetesVersion !== '' && compareVersions(kubernetesVersion, STABLE) < 0;
  const findings = [
    ...(isTooOld ? [say.draNotStable({ kubernetesVersion, stable: STABLE })] : []),
    ...judgeCdi(measurement),
  ];
  return dra ? findings.map((finding) => atSeverity(finding, 'warn')) : findings;
}

/** containerd 2.0 turned it on; its config has version 3 from there. */
const ON_BY_ITSELF = 3;

function judgeCdi({ containerd, cdiSpecs }: GpuMeasurement): readonly Finding[] {
  if (containerd.kind !== 'read') return [];
  const { cdi, version } = containerd;
  const isOff = cdi === 'off' || (cdi === 'unset' && version < ON_BY_ITSELF);
  if (isOff) return [say.cdiOff({ version, file: containerd.files[0] ?? '' })];
  return cdiSpecs.length === 0 ? [say.cdiSpecMissing({})] : [];
}
