import type { Finding } from '#core/finding.ts';
import type { Told } from '#core/host-state.ts';
import { isAtLeast, parseReleaseNumber } from '#lib/host/release-number.ts';
import { parseKeyValues } from '#lib/host/key-values.ts';
import { defineArea, NO_TARGET } from '../area.ts';
import { say } from '../messages.ts';
import { textOf } from '../reading.ts';

const CONFIG = '/etc/containerd/config.toml';

/** The first with CRI v1, which every kubelet since 1.26 demands. */
const LEAST = { major: 1, minor: 6 };

type ContainerdFacts = {
  readonly version: Told;
  /** As `systemctl show` has them; empty without systemd. */
  readonly unit: { readonly load: string; readonly active: string; readonly enabled: string };
  /** Null where there is no file to read. */
  readonly config: { readonly hasSystemdCgroup: boolean; readonly isCriDisabled: boolean } | null;
};

export const containerd = defineArea({
  name: 'containerd',
  target: () => NO_TARGET,
  look: async (world, _target, signal): Promise<ContainerdFacts> => {
    const { hostState } = world;
    const [version, unit, config] = await Promise.all([
      hostState.ask({ kind: 'containerd-version' }, signal),
      hostState.ask({ kind: 'unit', unit: 'containerd' }, signal),
      textOf(world, CONFIG),
    ]);
    const fields = parseKeyValues(unit.kind === 'told' ? unit.text : '');
    const field = (name: string): string => fields.get(name) ?? '';
    return {
      version: version.kind === 'told' ? { ...version, text: version.text.slice(0, 300) } : version,
      unit: {
        load: field('LoadState'),
        active: field('ActiveState'),
        enabled: field('UnitFileState'),
      },
      config: config === null ? null : configFacts(config),
    };
  },
  judge: ({ version, unit, config }: ContainerdFacts) => {
    if (version.kind === 'none') return [say.containerdAbsent({ unit: unit.load })];
    return [
      ...versionFindings(version),
      ...(unit.load === 'loaded' && unit.active !== 'active' ? [say.containerdStopped(unit)] : []),
      ...configFindings(config),
    ];
  },
});

function configFacts(text: string): ContainerdFacts['config'] {
  const lines = text.split('\n').map((line) => line.trim());
  return {
    hasSystemdCgroup: lines.some((line) => /^SystemdCgroup\s*=\s*true\b/.test(line)),
    isCriDisabled: lines.some((line) =>
      /^disabled_plugins\s*=.*["'](?:io\.containerd\.grpc\.v1\.)?cri["']/.test(line),
    ),
  };
}

function versionFindings(told: Exclude<Told, { kind: 'none' }>): readonly Finding[] {
  if (told.kind === 'refused') return [say.containerdUnreadable({ said: told.why })];
  // `containerd github.com/containerd/containerd v1.7.24 88bf19b`
  const [, version = ''] = / v?(\d+\.\d+[^\s]*)/.exec(told.text) ?? [];
  const parsed = parseReleaseNumber(version);
  if (parsed === null) return [say.containerdUnreadable({ said: told.text.trim() })];
  return isAtLeast(parsed, LEAST) ? [] : [say.containerdOld({ version })];
}

function configFindings(config: ContainerdFacts['config']): readonly Finding[] {
  if (config === null) return [];
  if (config.isCriDisabled) return [say.criDisabled({ path: CONFIG })];
  return config.hasSystemdCgroup ? [] : [say.cgroupDriver({ path: CONFIG })];
}
