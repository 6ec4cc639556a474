import type { FolderNames } from '#core/host-state.ts';
import type { Finding } from '#core/finding.ts';
import type { SiteComponents } from '#core/site.ts';
import { isJoining, type Stage, stageOf } from '#core/stage.ts';
import { parseKeyValues } from '#lib/host/key-values.ts';
import { defineArea, type World } from '../area.ts';
import { say } from '../messages.ts';
import { namesIn } from '../reading.ts';

/** What nodeadm's node-inactive-validation looks at, and where the kubelet keeps its certificates. */
const FOLDERS = ['/etc/eks/kubelet', '/etc/kubernetes', '/var/lib/kubelet/pki'];
const CNI_FOLDER = '/etc/cni/net.d';
const CNI_CONFIG = /^[\w.-]+\.(conf|conflist|json)$/;

/** As Cilium, Calico and flannel call theirs. */
const CNI_INTERFACE = /^(cilium_\w+|cali[0-9a-f]{6,}|vxlan\.calico|flannel\.\d+|tunl0|cni0)$/;

const MOST = 12;

type JoinTarget = { readonly stage: Stage; readonly cni: SiteComponents['cni'] };

type LeftoverFacts = {
  readonly kubelet: string;
  readonly folders: readonly string[];
  readonly unseen: readonly string[];
  readonly cni: readonly string[];
};

/** Before nodeadm init what a join leaves is in the way; after it, it has to be there. */
export const leftovers = defineArea({
  name: 'leftovers',
  target: (site): JoinTarget => ({ stage: stageOf(site), cni: site.components.cni }),
  look: async (world, _target, signal): Promise<LeftoverFacts> => {
    const [found, cniFolder, interfaces, kubelet] = await Promise.all([
      Promise.all(
        FOLDERS.map(async (folder) => [folder, await world.hostState.list(folder)] as const),
      ),
      world.hostState.list(CNI_FOLDER),
      namesIn(world, '/sys/class/net'),
      kubeletState(world, signal),
    ]);
    const unseen = [...found, [CNI_FOLDER, cniFolder] as const];
    return {
      kubelet,
      folders: found.flatMap(([folder, names]) => (holdsSomething(names) ? [folder] : [])),
      unseen: unseen.flatMap(([folder, names]) => (isHidden(names) ? [folder] : [])),
      cni: [...configsIn(cniFolder), ...pluginInterfaces(interfaces)].slice(0, MOST),
    };
  },
  judge: (facts: LeftoverFacts, target: JoinTarget) =>
    isJoining(stageOf(target)) ? judgeNode(facts, target) : judgeTraces(facts),
});

function judgeTraces({ kubelet, folders, unseen, cni }: LeftoverFacts): readonly Finding[] {
  if (kubelet === 'active') {
    return [say.alreadyNode({ traces: ['kubelet (unit active)', ...folders, ...cni] })];
  }
  return [
    ...(folders.length === 0 ? [] : [say.joinLeftovers({ traces: folders })]),
    ...(cni.length === 0 ? [] : [say.cniLeftovers({ traces: cni })]),
    ...(unseen.length === 0 ? [] : [say.leftoversUnseen({ paths: unseen })]),
  ];
}

function judgeNode(facts: LeftoverFacts, { stage, cni }: JoinTarget): readonly Finding[] {
  // Between init and join the plugin's pod may be starting, or nobody has installed one yet.
  const isDue = stage === 'after-join' && cni !== 'none';
  return [...judgeKubelet(facts.kubelet), ...(isDue ? judgePlugin(facts, cni) : [])];
}

function judgeKubelet(state: string): readonly Finding[] {
  if (state === 'active') return [];
  return [state === 'unknown' ? say.kubeletUnknown({ state }) : say.kubeletStopped({ state })];
}

function judgePlugin({ cni, unseen }: LeftoverFacts, name: string): readonly Finding[] {
  if (cni.length > 0) return [];
  return unseen.includes(CNI_FOLDER)
    ? [say.leftoversUnseen({ paths: [CNI_FOLDER] })]
    : [say.pluginAbsent({ cni: name })];
}

function holdsSomething(names: FolderNames): boolean {
  return names.kind === 'names' && names.names.length > 0;
}

function isHidden({ kind }: FolderNames): boolean {
  return kind === 'forbidden' || kind === 'unreadable';
}

function configsIn(folder: FolderNames): readonly string[] {
  if (folder.kind !== 'names') return [];
  return folder.names
    .filter((name) => CNI_CONFIG.test(name))
    .map((name) => `${CNI_FOLDER}/${name}`);
}

function pluginInterfaces(names: readonly string[]): readonly string[] {
  return names.filter((name) => CNI_INTERFACE.test(name)).map((name) => `interface ${name}`);
}

async function kubeletState({ hostState }: World, signal: AbortSignal): Promise<string> {
  const told = await hostState.ask({ kind: 'unit', unit: 'kubelet' }, signal);
  if (told.kind !== 'told') return 'unknown';
  return parseKeyValues(told.text).get('ActiveState') ?? 'unknown';
}
