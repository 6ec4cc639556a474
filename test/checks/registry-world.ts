import type { ContainerdTrust, PullFacts } from '#core/registry.ts';
import type { RegistryMeasurement, RegistryTarget, Secured } from '../../checks/registry/target.ts';

export const DAY_MS = 86_400_000;

export const TARGET: RegistryTarget = {
  ...{ host: 'harbor.company.local', port: 443, authority: '/etc/pki/ca.crt' },
  ...{ containerdConfig: '/etc/containerd/config.toml', timeoutMs: 5000 },
  account: { name: 'robot$x', secret: 'env:SECRET' },
  image: 'lab/app:1.0',
  ...{ warnDays: 30, imageGb: 12, mostBytes: 128e6, mostMs: 10_000 },
  sources: ['10.80.0.0/16'],
};

/** As the peer has it: a stranger. */
export const AT_PEER: RegistryTarget = {
  ...TARGET,
  ...{ authority: null, containerdConfig: null, account: null, image: null },
};

export const CONTAINERD: ContainerdTrust = {
  state: {
    kind: 'read',
    hostsFile: '/etc/containerd/certs.d/harbor.company.local/hosts.toml',
    ...{ ignored: null, skipsVerification: false, missing: [] },
  },
  verification: { kind: 'trusted' },
};

/** A Harbor that is in order. */
export const SOUND: Secured = {
  ...{ kind: 'secured', protocol: 'TLSv1.3', handshakeMs: 2.5 },
  certificate: {
    ...{ issuer: 'Example Corp', names: ['DNS:harbor.company.local'], isForName: true },
    ...{ validTo: '2027-11-20T00:00:00.000Z', leftMs: 365 * DAY_MS, beginsInMs: -DAY_MS },
  },
  given: { kind: 'trusted' },
  containerd: CONTAINERD,
  api: { kind: 'answer', status: 401, challenge: { kind: 'basic' } },
  health: [{ name: 'core', isHealthy: true }],
};

export const PULLED: PullFacts = {
  login: { kind: 'in' },
  image: {
    ...{ kind: 'found', layers: 3, sizeBytes: 4e9 },
    layer: { kind: 'pulled', bytes: 128e6, bodyMs: 10_880, firstByteMs: 8, isWhole: false },
  },
};

export function looked(
  facts: Partial<Secured> = {},
  pull: PullFacts | null = PULLED,
): RegistryMeasurement {
  return { kind: 'looked', address: '10.80.1.20', facts: { ...SOUND, ...facts }, pull };
}

export function certificate(parts: Partial<Secured['certificate']>): Partial<Secured> {
  return { certificate: { ...SOUND.certificate, ...parts } };
}

export function containerd(
  state: Partial<Extract<ContainerdTrust['state'], { kind: 'read' }>> | ContainerdTrust['state'],
  trusted = true,
): Partial<Secured> {
  const whole =
    'kind' in state && state.kind !== 'read' ? state : { ...CONTAINERD.state, ...state };
  const verification = trusted
    ? ({ kind: 'trusted' } as const)
    : ({ kind: 'refused', code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE' } as const);
  return { containerd: { state: whole as ContainerdTrust['state'], verification } };
}
