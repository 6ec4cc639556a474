import { CannotMeasure } from '#core/check.ts';
import { formatVersion, type Iperf3Version, parseVersion, traits } from '#lib/iperf3/version.ts';
import { execute } from '../exec.ts';

const TIMEOUT_MS = 5000;
const INSTALL = 'apt-get install iperf3, or dnf install iperf3';

/** Returns the version of the iperf3 of this host. Throws CannotMeasure where there is none that can be used. */
export async function installedIperf3(signal: AbortSignal): Promise<Iperf3Version> {
  const outcome = await execute('iperf3', ['--version'], { timeoutMs: TIMEOUT_MS, signal });
  if (outcome.kind === 'not-found') {
    throw new CannotMeasure('The command iperf3 is not installed.', INSTALL);
  }
  const version = outcome.kind === 'exited' ? parseVersion(outcome.stdout) : null;
  if (version === null) {
    throw new CannotMeasure(
      'What is called iperf3 on this host does not tell its version.',
      INSTALL,
    );
  }
  if (traits(version).acceptance === 'too-old') {
    throw new CannotMeasure(
      `iperf3 ${formatVersion(version)} is too old: it cannot send both ways, nor take a password safely.`,
      'Install 3.7 or later, from the distribution’s backports or as a static build.',
    );
  }
  return version;
}
