import type { ProgramRun } from '#core/program-run.ts';
import { parseReleaseNumber, type ReleaseNumber } from '../host/release-number.ts';
import { sanitise } from '../text/sanitise.ts';

/** Which kubelet is installed, as far as it tells: `v1.31.2-eks-7f9249a`. */
export type InstalledVersion =
  | { readonly kind: 'version'; readonly version: string }
  | { readonly kind: 'absent' }
  | { readonly kind: 'unclear'; readonly said: string };

const VERSION = /v\d{1,4}\.\d{1,4}\.\d{1,4}[\w.+-]{0,60}/;
const WHOLE_VERSION = new RegExp(`^${VERSION.source}$`);
const MOST_SAID = 200;

/** Reads what `kubelet --version` printed. */
export function readInstalledVersion(run: ProgramRun): InstalledVersion {
  if (run.kind === 'not-found') return { kind: 'absent' };
  if (run.kind === 'failed') return { kind: 'unclear', said: run.why };
  if (run.kind === 'timeout') return { kind: 'unclear', said: `nothing within ${run.afterMs} ms` };
  const [version] = VERSION.exec(run.stdout.slice(0, 4096)) ?? [];
  if (version !== undefined && run.code === 0) return { kind: 'version', version };
  const said = sanitise(`${run.stdout.slice(0, 4096)} ${run.stderr.slice(0, 4096)}`.trim());
  return { kind: 'unclear', said: (said.split('\n')[0] ?? '').slice(0, MOST_SAID) };
}

/** Returns `gitVersion` of what the API answers to GET /version; null where it is no such answer. */
export function readApiVersion(body: string): string | null {
  try {
    const { gitVersion } = Object(JSON.parse(body)) as { readonly gitVersion?: unknown };
    return typeof gitVersion === 'string' && WHOLE_VERSION.test(gitVersion) ? gitVersion : null;
  } catch {
    return null; // a page, or an answer that was cut
  }
}

/** Reads `v1.31.2-eks-7f9249a` or `1.31`. */
export function releaseOf(version: string): ReleaseNumber | null {
  return parseReleaseNumber(version.replace(/^v/, ''));
}

/** Returns by how many minor versions `one` is newer than `other`; negative where it is older. */
export function minorsAhead(one: ReleaseNumber, other: ReleaseNumber): number {
  // There is no second major version to compare with; if there ever is, it is far.
  return (one.major - other.major) * 1000 + one.minor - other.minor;
}

/** Kubelets from 1.25 on may be three minor versions older than the API (https://kubernetes.io/releases/version-skew-policy/). */
const THREE_FROM: ReleaseNumber = { major: 1, minor: 25 };

/** Returns how many minor versions older than the API a kubelet may be. */
export function mostMinorsBehind(kubelet: ReleaseNumber): number {
  return minorsAhead(kubelet, THREE_FROM) >= 0 ? 3 : 2;
}
