import { parseKeyValues } from '#lib/host/key-values.ts';
import {
  aptProxy,
  conflicts,
  dnfProxy,
  environmentFiles,
  type ProxySetting,
  settingOf,
  unitEnvironment,
} from '#lib/host/proxy-setting.ts';
import type { World } from './area.ts';
import { namesIn, settingsIn, settingsOf, textOf } from './reading.ts';

/** One place that says which proxy somebody shall use. */
export type ProxyPlace = {
  readonly place: string;
  /** Who reads it: programs that people start, a service of the node, or the package manager. */
  readonly kind: 'environment' | 'unit' | 'packages';
  readonly setting: ProxySetting;
  /** Variables that are there in small and in capital letters, and differ. */
  readonly conflicts: readonly string[];
};

const SYSTEMD = '/etc/systemd/system';
const SNAP_AGENT = 'snap.amazon-ssm-agent.amazon-ssm-agent';

/** Returns every place that this host has for proxies, also where it says nothing. No password leaves this. */
export async function proxyPlaces(
  world: World,
  { hasAgent }: { readonly hasAgent: boolean },
): Promise<readonly ProxyPlace[]> {
  const isUbuntu =
    parseKeyValues(await settingsOf(world, '/etc/os-release')).get('ID') === 'ubuntu';
  const agent = isUbuntu ? SNAP_AGENT : 'amazon-ssm-agent';
  const units = ['kubelet', 'containerd', ...(hasAgent ? [agent] : [])];
  const environment = new Map(Object.entries(world.hostState.proxyEnvironment()));
  const file = parseKeyValues(await settingsOf(world, '/etc/environment'));
  const [ofUnits, ofPackages] = await Promise.all([
    Promise.all(units.map((unit) => unitPlace(world, unit))),
    packagePlaces(world),
  ]);
  return [
    placeOf('the environment', 'environment', environment),
    placeOf('/etc/environment', 'environment', file),
    ...ofUnits,
    ...ofPackages,
  ];
}

function placeOf(
  place: string,
  kind: ProxyPlace['kind'],
  variables: ReadonlyMap<string, string>,
): ProxyPlace {
  return { place, kind, setting: settingOf(variables), conflicts: conflicts(variables) };
}

async function unitPlace(world: World, unit: string): Promise<ProxyPlace> {
  const folder = `${SYSTEMD}/${unit}.service.d`;
  const texts = (await settingsIn(world, folder, '.conf')).map(({ text }) => text).join('\n');
  const files = await Promise.all(environmentFiles(texts).map((path) => settingsOf(world, path)));
  const variables = new Map([...unitEnvironment(texts), ...parseKeyValues(files.join('\n'))]);
  return placeOf(folder, 'unit', variables);
}

async function packagePlaces(world: World): Promise<readonly ProxyPlace[]> {
  const [aptFolder, aptFile, dnf] = await Promise.all([
    namesIn(world, '/etc/apt'),
    settingsOf(world, '/etc/apt/apt.conf'),
    textOf(world, '/etc/dnf/dnf.conf'),
  ]);
  const parts = await settingsIn(world, '/etc/apt/apt.conf.d', '');
  const apt = aptProxy([aptFile, ...parts.map(({ text }) => text)].join('\n'));
  return [
    ...(aptFolder.length === 0 ? [] : [ofPackages('/etc/apt/apt.conf.d', apt)]),
    ...(dnf === null ? [] : [ofPackages('/etc/dnf/dnf.conf', dnfProxy(dnf))]),
  ];
}

function ofPackages(place: string, setting: ProxySetting): ProxyPlace {
  return { place, kind: 'packages', setting, conflicts: [] };
}
