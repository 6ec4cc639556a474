import { access } from 'node:fs/promises';
import { join } from 'node:path';
import type { Gpu } from '#core/gpu.ts';
import type { ProgramRun } from '#core/program-run.ts';
import { SMI_FIELDS, SMI_FIELDS_OF_OLD, wantsOlderFields } from '#lib/nvidia/smi-fields.ts';
import { readContainerdConfig } from '../containerd/read-config.ts';
import { runProgram } from '../run-program.ts';
import { cdiSpecs } from './cdi-specs.ts';
import { pciDevices } from './pci.ts';

const MODULES = ['nouveau', 'nvidia', 'nvidia_uvm', 'nvidia_fs', 'nvidia_peermem'];

/** What these programs print of a host with sixteen GPUs takes a few KB. */
const MOST_BYTES = 256 * 1024;

export interface GpuPlace {
  /** Where /sys, /etc and /var are found. */
  readonly root?: string;
  /** Where programs are found, in the place of this process's PATH. */
  readonly path?: string;
}

/** The GPUs of this machine. Its root and its programs are handed in for tests. */
export function createGpu({ root = '/', path }: GpuPlace = {}): Gpu {
  const environment = path === undefined ? {} : { PATH: path };
  const runner =
    (timeoutMs: number, signal: AbortSignal) =>
    (command: string, ...args: readonly string[]): Promise<ProgramRun> =>
      runProgram(command, args, { timeoutMs, signal, mostBytes: MOST_BYTES, environment });
  return {
    devices: () => pciDevices(root),
    facts: async ({ timeoutMs, fabric }, signal) => {
      const run = runner(timeoutMs, signal);
      const [modules, nvidiaSmi, toolkit, containerd, specs, fabricManager] = await Promise.all([
        loadedModules(root),
        askNvidiaSmi(run),
        run('nvidia-ctk', '--version'),
        readContainerdConfig(root),
        cdiSpecs(root),
        fabric ? askFabricManager(run) : null,
      ]);
      return { modules, nvidiaSmi, toolkit, containerd, cdiSpecs: specs, fabricManager };
    },
  };
}

type Run = (command: string, ...args: readonly string[]) => Promise<ProgramRun>;

async function askNvidiaSmi(run: Run): Promise<ProgramRun> {
  const ask = (fields: readonly string[]) =>
    run('nvidia-smi', `--query-gpu=${fields.join(',')}`, '--format=csv,noheader,nounits');
  const answer = await ask(SMI_FIELDS);
  return wantsOlderFields(answer) ? ask(SMI_FIELDS_OF_OLD) : answer;
}

async function askFabricManager(run: Run) {
  const [version, service] = await Promise.all([
    run('nv-fabricmanager', '--version'),
    run('systemctl', 'is-active', 'nvidia-fabricmanager.service'),
  ]);
  return { version, service };
}

async function loadedModules(root: string): Promise<readonly string[]> {
  const isLoaded = await Promise.all(
    MODULES.map((name) =>
      access(join(root, 'sys/module', name)).then(
        () => true,
        () => false,
      ),
    ),
  );
  return MODULES.filter((_, index) => isLoaded[index]);
}
