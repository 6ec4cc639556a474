import type { Io } from '#core/io.ts';
import type { Kubelet, KubeletCertificate } from '#core/kubelet.ts';
import { planCases } from '#core/plan.ts';
import type { ProgramRun } from '#core/program-run.ts';
import type { Site } from '#core/site.ts';
import { nodeStatus } from '../../checks/node-status/check.ts';
import type { StatusOptions } from '../../checks/node-status/options.ts';
import { fakeHost } from '../fakes/host.ts';
import { fakeIo } from '../fakes/io.ts';
import { siteWith } from '../fakes/site.ts';

export const NAME = 'mi-0123456789abcdef0';
export const NODE_ADDRESS = '10.80.1.10';

const OPTIONS: StatusOptions = {
  certificate: '/var/lib/kubelet/pki/kubelet-server-current.pem',
  kubeconfig: '/var/lib/kubelet/kubeconfig',
  ...{ nodeName: '', kubernetesVersion: '', expiryWarningDays: 3, waitSeconds: 0, timeoutMs: 1000 },
};

export const exited = (stdout: string, code = 0, stderr = ''): ProgramRun => ({
  ...{ kind: 'exited', code, stdout, stderr },
});

export type KubeletParts = {
  readonly version?: ProgramRun;
  readonly certificate?: KubeletCertificate;
  /** What kubectl answers, by path. */
  readonly api?: Readonly<Record<string, ProgramRun>>;
};

/** A kubelet of an imaginary host. */
export function fakeKubelet({ version, certificate, api = {} }: KubeletParts): Kubelet {
  return {
    version: () => Promise.resolve(version ?? { kind: 'not-found' }),
    certificate: () =>
      Promise.resolve(certificate ?? { own: { kind: 'absent' }, authority: null, isSigned: null }),
    ask: ({ path }) => {
      const run = api[path];
      return Promise.resolve(
        run === undefined ? { kind: 'kubeconfig-absent' } : { kind: 'ran', run },
      );
    },
  };
}

export function plannedCase(key: string, parts: Partial<Site>, options: Partial<StatusOptions>) {
  const site = siteWith({
    ...parts,
    options: { 'node-status': { ...OPTIONS, ...options } },
  });
  const found = planCases([nodeStatus], site).find(({ id }) => id === `node-status:${key}`);
  if (found === undefined) throw new Error(`${key} is not planned`);
  return found.case;
}

export interface Scene {
  readonly site?: Partial<Site>;
  readonly options?: Partial<StatusOptions>;
  readonly io: Partial<Io>;
}

/** Returns what one case concludes; rejects with what `measure` throws. */
export async function judged(key: string, { site = {}, options = {}, io }: Scene) {
  const planned = plannedCase(key, site, options);
  if (!('target' in planned)) throw new Error('nothing to measure');
  const host = fakeHost({ addresses: ['lo 127.0.0.1/8', `eth0 ${NODE_ADDRESS}/24`] });
  const world = fakeIo({ host, ...io });
  const signal = new AbortController().signal;
  const measurement = await nodeStatus.measure(planned.target, world, signal);
  const copy: unknown = JSON.parse(JSON.stringify(measurement));
  if (JSON.stringify(copy) !== JSON.stringify(measurement)) throw new Error('no plain JSON');
  return nodeStatus.judge(planned.target, measurement).findings;
}

export async function codesOf(key: string, scene: Scene): Promise<readonly string[]> {
  const findings = await judged(key, scene);
  return findings.map(({ code, severity }) => `${severity} ${code.replace('node-status/', '')}`);
}
