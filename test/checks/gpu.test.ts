import { type Test, test } from 'tap';
import { CannotMeasure, NotApplicable } from '#core/check.ts';
import { planCases } from '#core/plan.ts';
import { runCases } from '#core/run.ts';
import { gpu } from '../../checks/gpu/check.ts';
import type { GpuTarget } from '../../checks/gpu/target.ts';
import { createClock } from '../../src/io/clock.ts';
import { fakeIo } from '../fakes/io.ts';
import { siteWith } from '../fakes/site.ts';
import {
  type GpuHost,
  gpuWorld,
  HANGING,
  OLD,
  printing,
  ROW,
  smi,
  SOUND,
  TARGET,
  TWO,
  without,
} from './gpu-world.ts';
import { verdictOn } from './link-world.ts';

const { signal } = new AbortController();

const CASES: readonly (readonly [string, GpuHost, Partial<GpuTarget>, string])[] = [
  ['all is sound', SOUND, {}, 'pass'],
  ['as many as are expected', SOUND, { count: 2 }, 'pass'],
  ['fewer than are expected', SOUND, { count: 8 }, 'fail tooFew'],
  ['none at all, and one is expected', { ...SOUND, pci: [] }, { count: 1 }, 'fail tooFew'],
  ['no driver', without('nvidia-smi'), {}, 'fail driverMissing'],
  [
    'no driver, which the operator brings',
    without('nvidia-smi'),
    { operator: true },
    'pass driverMissing',
  ],
  [
    'nouveau',
    { ...without('nvidia-smi'), modules: ['nouveau'], pci: ['0000:3b:00.0 2330 0302 nouveau'] },
    {},
    'fail nouveau',
  ],
  ['nouveau, which has nothing', { ...SOUND, modules: ['nouveau', 'nvidia'] }, {}, 'pass'],
  ['it hangs', smi(HANGING), { timeoutMs: 300 }, 'fail driverSilent'],
  [
    'no module',
    smi(
      printing(
        "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver. Make sure that the latest NVIDIA driver is installed and running.\n",
        9,
      ),
    ),
    {},
    'fail driverNotLoaded',
  ],
  [
    'an update without a restart',
    smi(
      printing(
        'Failed to initialize NVML: Driver/library version mismatch\nNVML library version: 550.127',
        18,
      ),
    ),
    {},
    'fail driverMismatch',
  ],
  [
    'permissions',
    smi(printing('Failed to initialize NVML: Insufficient Permissions', 4)),
    {},
    'inconclusive notPermitted',
  ],
  [
    'an error that nobody knows',
    smi(printing('Failed to initialize NVML: Unknown Error', 255)),
    {},
    'inconclusive driverUnclear',
  ],
  ['nothing said', smi('#!/bin/sh\nexit 3\n'), {}, 'inconclusive driverUnclear'],
  ['a device that is gone', smi(ROW(0, '3B')), {}, 'fail deviceLost'],
  ['all devices gone', smi(printing('No devices were found', 6)), {}, 'fail deviceLost deviceLost'],
  [
    'a device that fell off the bus',
    smi(
      printing(
        `Unable to determine the device handle for GPU0000:5E:00.0: Unknown Error\n${ROW(0, '3B')}`,
        15,
      ),
    ),
    {},
    'fail deviceLost',
  ],
  [
    'a device that a virtual machine has',
    {
      ...smi(ROW(0, '3B')),
      pci: ['0000:3b:00.0 2330 0302 nvidia', '0000:5e:00.0 2330 0302 vfio-pci'],
    },
    {},
    'pass deviceLent',
  ],
  ['an old driver', smi(OLD), {}, 'fail driverTooOld'],
  ['an old driver that will do', smi(OLD), { minDriver: '418' }, 'pass'],
  [
    'a driver that is older by its last part',
    SOUND,
    { minDriver: '550.127.09' },
    'fail driverTooOld',
  ],
  [
    'errors of memory',
    smi(`${ROW(0, '3B', '3, Disabled')}\n${ROW(1, '5E')}`),
    {},
    'warn eccErrors',
  ],
  [
    'no ECC, and slices',
    smi(`${ROW(0, '3B', '[N/A], Enabled')}\n${ROW(1, '5E')}`),
    {},
    'pass migOn',
  ],
  ['a line that is no GPU', smi(`${TWO}\nsomething else`), {}, 'inconclusive driverUnclear'],
];

for (const [what, host, target, expected] of CASES) {
  test(`GPU: ${what}`, async (t) => {
    const whole = { ...TARGET, ...target };
    const measured = await gpu.measure(whole, gpuWorld(t, host), signal);
    t.equal(verdictOn(gpu, whole, measured), expected);
    t.strictSame(JSON.parse(JSON.stringify(measured)), measured, 'plain JSON');
  });
}

test('the device that the driver lost is named', async (t) => {
  const io = gpuWorld(t, smi(ROW(0, '3B')));
  const { findings } = gpu.judge(TARGET, await gpu.measure(TARGET, io, signal));
  t.match(findings, [{ detail: /0000:5e:00\.0/, data: { busId: '0000:5e:00.0' } }]);
});

test('memory and devices are counted', async (t) => {
  const { metrics } = gpu.judge(TARGET, await gpu.measure(TARGET, gpuWorld(t, SOUND), signal));
  t.strictSame(
    metrics.map(({ name, value }) => [name, value]),
    [
      ['gpus_on_pci', 2],
      ['gpus', 2],
      ['gpu_memory', 2 * 81_559 * 2 ** 20],
      ['gpu_ecc_errors', 0],
    ],
  );
});

async function outcomeOf(t: Test, host: GpuHost) {
  const cases = planCases([gpu], siteWith({ options: { gpu: TARGET } }));
  const [result] = await runCases(cases, {
    io: { ...gpuWorld(t, host), clock: createClock() },
    ...{ signal, selection: { only: [], skip: [] }, waivers: [], caseDeadlineMs: 60_000 },
    laneLimits: { pure: 1, light: 1, quiet: 1, saturating: 1 },
  });
  return result?.outcome;
}

test('a host without a GPU is skipped, and says why', async (t) => {
  t.match(await outcomeOf(t, { pci: ['0000:00:02.0 !1234 0300'] }), {
    status: 'skip',
    because: { kind: 'not-applicable', why: /no GPU of NVIDIA’s on PCI/ },
  });
  t.match(await outcomeOf(t, {}), { because: { why: /no PCI bus/ } });
  await t.rejects(gpu.measure(TARGET, gpuWorld(t, {}), signal), NotApplicable);
  const expecting = { ...TARGET, count: 1 };
  await t.rejects(gpu.measure(expecting, gpuWorld(t, {}), signal), CannotMeasure);
});

test('a host is not asked for its programs where it has no GPU', async (t) => {
  const io = fakeIo({
    gpu: { devices: () => Promise.resolve([]), facts: () => Promise.reject(new Error('asked')) },
  });
  await t.rejects(gpu.measure(TARGET, io, signal), NotApplicable);
});
