import type { Finding } from '#core/finding.ts';
import type { ReleaseNumber } from '#lib/host/release-number.ts';
import { minorsAhead, mostMinorsBehind, releaseOf } from '#lib/kubernetes/version.ts';
import { say } from './messages.ts';
import type { VersionMeasurement, VersionTarget } from './target.ts';

export function judgeVersions(
  target: VersionTarget,
  { kubelet, apis }: VersionMeasurement,
): readonly Finding[] {
  const { cluster, kubernetesVersion } = target;
  if (kubelet.kind === 'absent') return [say.kubeletAbsent({ cluster })];
  const installed = kubelet.kind === 'version' ? releaseOf(kubelet.version) : null;
  if (kubelet.kind !== 'version' || installed === null) {
    const said = kubelet.kind === 'unclear' ? kubelet.said : kubelet.version;
    return [say.kubeletUnclear({ said })];
  }
  const told = apis.flatMap((one) => (one.kind === 'version' ? [one.version] : []));
  const versions = told.length > 0 || kubernetesVersion === '' ? told : [kubernetesVersion];
  const releases = versions.flatMap((version) => releaseOf(version) ?? []);
  if (releases.length === 0) return [unknown(target, kubelet.version, apis)];
  const facts = { ...factsOf(target, releases), kubelet: kubelet.version, api: versions };
  return compare(installed, releases, facts);
}

type SkewFacts = Parameters<typeof say.kubeletTooOld>[0];

/** While the cluster is updated, its interfaces differ: the oldest and the newest count. */
function compare(
  kubelet: ReleaseNumber,
  apis: readonly ReleaseNumber[],
  facts: Omit<SkewFacts, 'behind' | 'most'>,
): readonly Finding[] {
  const ahead = apis.map((api) => minorsAhead(kubelet, api));
  const most = mostMinorsBehind(kubelet);
  if (Math.max(...ahead) > 0) {
    return [say.kubeletTooNew({ ...facts, behind: -Math.max(...ahead), most })];
  }
  const behind = -Math.min(...ahead);
  if (behind > most) return [say.kubeletTooOld({ ...facts, behind, most })];
  return behind === most ? [say.kubeletAtLimit({ ...facts, behind, most })] : [];
}

function unknown(
  { cluster, places }: VersionTarget,
  kubelet: string,
  apis: VersionMeasurement['apis'],
): Finding {
  const said = apis.flatMap((one) => (one.kind === 'unknown' ? [`${one.from}: ${one.why}`] : []));
  return say.apiVersionUnknown({ cluster, kubelet, said, isNamed: places.length > 0 });
}

function factsOf(
  { cluster, credentials, isJoining }: VersionTarget,
  releases: readonly ReleaseNumber[],
): Pick<SkewFacts, 'cluster' | 'credentials' | 'isJoining' | 'wanted'> {
  const [oldest] = [...releases].sort(minorsAhead);
  const wanted = oldest === undefined ? 'VERSION' : `${oldest.major}.${oldest.minor}`;
  return { cluster, credentials, isJoining, wanted };
}
