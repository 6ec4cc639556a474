import { atSeverity, type Finding } from '#core/finding.ts';
import { moduleState, type ModuleState } from '#lib/host/kernel-module.ts';
import { defineArea, NO_TARGET, type World } from '../area.ts';
import { say } from '../messages.ts';
import { settingsIn, textOf } from '../reading.ts';

const OVERLAY = {
  name: 'overlay',
  purpose: 'containerd lays the layers of images over each other with it',
} as const;
const BR_NETFILTER = {
  name: 'br_netfilter',
  purpose: 'kube-proxy sees the packets of bridges through it',
} as const;

type ModuleFacts = {
  readonly release: string;
  readonly overlay: ModuleState;
  readonly brNetfilter: ModuleState;
};

export const modules = defineArea({
  name: 'modules',
  target: () => NO_TARGET,
  look: async (world, _target, signal): Promise<ModuleFacts> => {
    const { kernel: release } = await world.host.facts(signal);
    const folder = `/lib/modules/${release}`;
    const [loaded, builtIn, loadable, settings] = await Promise.all([
      textOf(world, '/proc/modules'),
      textOf(world, `${folder}/modules.builtin`),
      textOf(world, `${folder}/modules.dep`),
      modprobeSettings(world),
    ]);
    const lists = { loaded, builtIn, loadable, settings };
    const [filesystems, bridge] = await Promise.all([
      textOf(world, '/proc/filesystems'),
      textOf(world, '/proc/sys/net/bridge/bridge-nf-call-iptables'),
    ]);
    const overlay = /\toverlay$/m.test(filesystems ?? '');
    // A kernel that has all built in may come without lists: then what the modules do shows them.
    return {
      release,
      overlay: overlay ? 'loaded' : moduleState(OVERLAY.name, lists),
      brNetfilter: bridge === null ? moduleState(BR_NETFILTER.name, lists) : 'loaded',
    };
  },
  judge: ({ release, overlay, brNetfilter }: ModuleFacts) => [
    ...found(overlay, { ...OVERLAY, release }),
    // Cilium and Calico do without; what kubeadm and bridges need is worth a warning.
    ...found(brNetfilter, { ...BR_NETFILTER, release }).map((one) => atSeverity(one, 'warn')),
  ],
});

async function modprobeSettings(world: World): Promise<string> {
  const folders = ['/usr/lib/modprobe.d', '/etc/modprobe.d'];
  const files = await Promise.all(folders.map((folder) => settingsIn(world, folder, '.conf')));
  return files
    .flat()
    .map(({ text }) => text)
    .join('\n');
}

type Needed = { readonly name: string; readonly purpose: string; readonly release: string };

function found(state: ModuleState, needed: Needed): readonly Finding[] {
  switch (state) {
    case 'loaded':
    case 'built-in':
    case 'loadable':
      return [];
    case 'disabled':
      return [say.moduleDisabled(needed)];
    case 'missing':
      return [say.moduleMissing(needed)];
    case 'unknown':
      return [say.moduleUnknown(needed)];
  }
}
