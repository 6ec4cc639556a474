import { test } from 'tap';
import { gpu } from '../../checks/gpu/check.ts';
import type { GpuTarget } from '../../checks/gpu/target.ts';
import {
  config,
  fabric,
  type GpuHost,
  gpuWorld,
  RUNTIME,
  SOUND,
  SWITCHED,
  TARGET,
  without,
} from './gpu-world.ts';
import { verdictOn } from './link-world.ts';

const { signal } = new AbortController();

const RUNTIME_1_7 = `version = 2
[plugins."io.containerd.grpc.v1.cri".containerd]
default_runtime_name = "nvidia"
[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.nvidia]
`;

const CASES: readonly (readonly [string, GpuHost, Partial<GpuTarget>, string])[] = [
  ['no toolkit', without('nvidia-ctk'), {}, 'fail toolkitMissing'],
  [
    'no toolkit, which the operator brings',
    without('nvidia-ctk'),
    { operator: true },
    'pass toolkitMissing',
  ],
  [
    'a toolkit that breaks',
    { ...SOUND, programs: { ...SOUND.programs, 'nvidia-ctk': '#!/bin/sh\nexit 1\n' } },
    {},
    'inconclusive toolkitUnclear',
  ],
  ['no containerd yet', { ...SOUND, files: {} }, {}, 'pass containerdAbsent'],
  ['a config that is no TOML', config('version = '), {}, 'inconclusive containerdUnreadable'],
  ['no runtime', config('version = 3\n'), {}, 'fail runtimeMissing'],
  [
    'a drop-in that is imported',
    config('version = 3\nimports = ["/etc/containerd/conf.d/*.toml"]\n', {
      'etc/containerd/conf.d/99-nvidia.toml': RUNTIME,
    }),
    {},
    'pass',
  ],
  [
    'a drop-in that is not imported',
    config('version = 3\n', { 'etc/containerd/conf.d/99-nvidia.toml': RUNTIME }),
    {},
    'fail runtimeMissing',
  ],
  [
    'a runtime that is not the default',
    config(RUNTIME.replace('"nvidia"', '"runc"')),
    {},
    'pass runtimeNotDefault',
  ],
  ['containerd 1.7 without CDI', config(RUNTIME_1_7), {}, 'pass cdiOff'],
  ['containerd 1.7 without CDI, and DRA', config(RUNTIME_1_7), { dra: true }, 'warn cdiOff'],
  [
    'containerd 1.7 with CDI',
    config(`${RUNTIME_1_7}[plugins."io.containerd.grpc.v1.cri"]\nenable_cdi = true\n`),
    {},
    'pass',
  ],
  [
    'no spec',
    { ...SOUND, files: { 'etc/containerd/config.toml': RUNTIME } },
    {},
    'pass cdiSpecMissing',
  ],
  ['Kubernetes 1.33', SOUND, { kubernetesVersion: '1.33', dra: true }, 'warn draNotStable'],
  ['Kubernetes 1.34', SOUND, { kubernetesVersion: '1.34', dra: true }, 'pass'],
  ['a fabric that is managed', fabric('550.127.08', 'active'), {}, 'pass'],
  ['a fabric that nobody manages', SWITCHED, {}, 'fail fabricManagerMissing'],
  ['a manager that does not run', fabric('550.127.08', 'inactive'), {}, 'fail fabricManagerDown'],
  ['a manager of another version', fabric('550.54.15', 'active'), {}, 'fail fabricManagerMismatch'],
  ['a manager that says nothing', fabric('', 'active'), {}, 'inconclusive fabricManagerUnclear'],
];

for (const [what, host, target, expected] of CASES) {
  test(`GPU: ${what}`, async (t) => {
    const whole = { ...TARGET, ...target };
    const measured = await gpu.measure(whole, gpuWorld(t, host), signal);
    t.equal(verdictOn(gpu, whole, measured), expected);
    t.strictSame(JSON.parse(JSON.stringify(measured)), measured, 'plain JSON');
  });
}
