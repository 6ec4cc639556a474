import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Test } from 'tap';
import type { Io } from '#core/io.ts';
import { createGpu } from '../../src/io/gpu/gpu.ts';
import type { GpuTarget } from '../../checks/gpu/target.ts';
import { fakeIo } from '../fakes/io.ts';

/** A host with GPUs, as files and as programs. */
export type GpuHost = {
  /** `0000:3b:00.0 2330 0302 nvidia`: bus id, device, class, driver */
  readonly pci?: readonly string[];
  readonly modules?: readonly string[];
  /** Scripts of sh by the name of the program; a text that begins with no # is what it prints. */
  readonly programs?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
};

/** Returns a world where only the GPU is real, and looks at that host. */
export function gpuWorld(t: Test, { pci, modules = [], programs = {}, files = {} }: GpuHost): Io {
  const root = t.testdir({ bin: {}, sys: { bus: {}, module: {} } });
  if (pci !== undefined) mkdirSync(join(root, 'sys/bus/pci/devices'), { recursive: true });
  for (const line of pci ?? []) addDevice(root, line);
  for (const name of modules) mkdirSync(join(root, 'sys/module', name));
  for (const [path, text] of Object.entries(files)) write(root, path, text);
  for (const [name, said] of Object.entries(programs)) addProgram(root, name, said);
  return fakeIo({ gpu: createGpu({ root, path: join(root, 'bin') }) });
}

function addProgram(root: string, name: string, said: string): void {
  write(root, join('bin', name), said.startsWith('#') ? said : printing(said));
  chmodSync(join(root, 'bin', name), 0o755);
}

function addDevice(root: string, line: string): void {
  const [busId = '', device = '', code = '', driver] = line.split(' ');
  const folder = join('sys/bus/pci/devices', busId);
  write(root, join(folder, 'vendor'), device.startsWith('!') ? '0x8086\n' : '0x10de\n');
  write(root, join(folder, 'device'), `0x${device.replace('!', '')}\n`);
  write(root, join(folder, 'class'), `0x${code}00\n`);
  if (driver === undefined) return;
  mkdirSync(join(root, 'sys/bus/pci/drivers', driver), { recursive: true });
  symlinkSync(`../../drivers/${driver}`, join(root, folder, 'driver'));
}

/** A program that prints a text and ends with a code. */
export function printing(text: string, code = 0): string {
  return `#!/bin/sh\n/bin/cat <<'END'\n${text}\nEND\nexit ${code}\n`;
}

function write(root: string, path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

export const TARGET: GpuTarget = {
  ...{ minDriver: '550', count: 0, operator: false },
  ...{ kubernetesVersion: '', dra: false, timeoutMs: 5000 },
};

export const ROW = (index: number, bus: string, rest = '0, Disabled') =>
  `${index}, NVIDIA H100 80GB HBM3, GPU-0a1b${index}, 550.127.08, 81559, 00000000:${bus}:00.0, ${rest}`;
export const TWO = `${ROW(0, '3B')}\n${ROW(1, '5E')}`;

export const RUNTIME = `version = 3
[plugins.'io.containerd.cri.v1.runtime'.containerd]
default_runtime_name = "nvidia"
[plugins.'io.containerd.cri.v1.runtime'.containerd.runtimes.nvidia]
runtime_type = "io.containerd.runc.v2"
`;

/** Two H100, sound through and through. */
export const SOUND = {
  pci: [
    '0000:00:00.0 !1237 0600',
    '0000:3b:00.0 2330 0302 nvidia',
    '0000:5e:00.0 2330 0302 nvidia',
  ],
  modules: ['nvidia', 'nvidia_uvm'],
  programs: {
    'nvidia-smi': TWO,
    'nvidia-ctk': 'NVIDIA Container Toolkit CLI version 1.17.4\ncommit: abcdef',
  },
  files: {
    'etc/containerd/config.toml': RUNTIME,
    'var/run/cdi/nvidia.yaml': '---\ncdiVersion: 0.5.0\nkind: nvidia.com/gpu\ndevices: []\n',
  },
} as const satisfies GpuHost;

export const smi = (script: string): GpuHost => ({
  ...SOUND,
  programs: { ...SOUND.programs, 'nvidia-smi': script },
});
export const config = (text: string, more: Readonly<Record<string, string>> = {}): GpuHost => ({
  ...SOUND,
  files: { ...SOUND.files, 'etc/containerd/config.toml': text, ...more },
});
export function without(missing: keyof typeof SOUND.programs): GpuHost {
  const programs = Object.entries(SOUND.programs).filter(([name]) => name !== missing);
  return { ...SOUND, programs: Object.fromEntries(programs) };
}

export const SWITCHED: GpuHost = { ...SOUND, pci: [...SOUND.pci, '0000:c1:00.0 22a3 0680'] };
export const fabric = (version: string, state: string): GpuHost => ({
  ...SWITCHED,
  programs: {
    ...SOUND.programs,
    'nv-fabricmanager': `Fabric Manager version is : ${version}`,
    systemctl: printing(state, state === 'active' ? 0 : 3),
  },
});

export const HANGING = '#!/bin/sh\ntrap "" TERM\nwhile :; do /bin/sleep 0.1; done\n';
export const OLD = `#!/bin/sh
case "$*" in *mig.mode*) echo 'Field "mig.mode.current" is not a valid field to query.'; exit 2;; esac
echo '0, Tesla V100-PCIE-16GB, GPU-1, 418.226.00, 16160, 00000000:3B:00.0, 0'
echo '1, Tesla V100-PCIE-16GB, GPU-2, 418.226.00, 16160, 00000000:5E:00.0, 0'
`;
