import type { FolderNames } from '#core/host-state.ts';
import { parseKeyValues } from '#lib/host/key-values.ts';
import { defineArea, NO_TARGET, type World } from '../area.ts';
import { say } from '../messages.ts';
import { namesIn } from '../reading.ts';

/** What nodeadm's node-inactive-validation looks at, and where the kubelet keeps its certificates. */
const FOLDERS = ['/etc/eks/kubelet', '/etc/kubernetes', '/var/lib/kubelet/pki'];
const CNI_FOLDER = '/etc/cni/net.d';
const CNI_CONFIG = /^[\w.-]+\.(conf|conflist|json)$/;

/** As Cilium, Calico and flannel call theirs. */
const CNI_INTERFACE = /^(cilium_\w+|cali[0-9a-f]{6,}|vxlan\.calico|flannel\.\d+|tunl0|cni0)$/;

const MOST = 12;

type LeftoverFacts = {
  readonly kubelet: string;
  readonly folders: readonly string[];
  readonly unseen: readonly string[];
  readonly cni: readonly string[];
};

export const leftovers = defineArea({
  name: 'leftovers',
  target: () => NO_TARGET,
  look: async (world, _target, signal): Promise<LeftoverFacts> => {
    const [found, cniConfigs, interfaces, kubelet] = await Promise.all([
      Promise.all(
        FOLDERS.map(async (folder) => [folder, await world.hostState.list(folder)] as const),
      ),
      namesIn(world, CNI_FOLDER),
      namesIn(world, '/sys/class/net'),
      kubeletState(world, signal),
    ]);
    const paths = (is: (names: FolderNames) => boolean): readonly string[] =>
      found.flatMap(([folder, names]) => (is(names) ? [folder] : []));
    return {
      kubelet,
      folders: paths((names) => names.kind === 'names' && names.names.length > 0),
      unseen: paths(({ kind }) => kind === 'forbidden' || kind === 'unreadable'),
      cni: [
        ...cniConfigs
          .filter((name) => CNI_CONFIG.test(name))
          .map((name) => `${CNI_FOLDER}/${name}`),
        ...interfaces.filter((name) => CNI_INTERFACE.test(name)).map((name) => `interface ${name}`),
      ].slice(0, MOST),
    };
  },
  judge: ({ kubelet, folders, unseen, cni }: LeftoverFacts) => {
    if (kubelet === 'active') {
      return [say.alreadyNode({ traces: ['kubelet (unit active)', ...folders, ...cni] })];
    }
    return [
      ...(folders.length === 0 ? [] : [say.joinLeftovers({ traces: folders })]),
      ...(cni.length === 0 ? [] : [say.cniLeftovers({ traces: cni })]),
      ...(unseen.length === 0 ? [] : [say.leftoversUnseen({ paths: unseen })]),
    ];
  },
});

async function kubeletState({ hostState }: World, signal: AbortSignal): Promise<string> {
  const told = await hostState.ask({ kind: 'unit', unit: 'kubelet' }, signal);
  if (told.kind !== 'told') return 'unknown';
  return parseKeyValues(told.text).get('ActiveState') ?? 'unknown';
}
