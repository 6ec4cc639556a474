import { parseKeyValues } from '#lib/host/key-values.ts';
import { defineArea, NO_TARGET } from '../area.ts';
import { say } from '../messages.ts';
import { settingsOf } from '../reading.ts';
import type { OsFacts } from '../words/os.ts';

/** UG "Prepare operating system for hybrid nodes": `VERSION_ID`, or what it begins with before a dot. */
const SUPPORTED: Readonly<Record<string, readonly string[]>> = {
  ubuntu: ['20.04', '22.04', '24.04'],
  rhel: ['8', '9'],
  amzn: ['2023'],
  bottlerocket: ['1'],
};

/** As Node.js calls them. */
const ARCHITECTURES = ['x64', 'arm64'];

export const os = defineArea({
  name: 'os',
  target: () => NO_TARGET,
  look: async (world, _target, signal): Promise<OsFacts> => {
    const [{ os: name, arch }, release] = await Promise.all([
      world.host.facts(signal),
      settingsOf(world, '/etc/os-release'),
    ]);
    const fields = parseKeyValues(release);
    return {
      id: fields.get('ID') ?? null,
      version: fields.get('VERSION_ID') ?? null,
      name: fields.get('PRETTY_NAME') ?? name,
      architecture: arch,
    };
  },
  judge: (facts: OsFacts) => [
    ...systemOf(facts),
    ...(ARCHITECTURES.includes(facts.architecture) ? [] : [say.architectureUnsupported(facts)]),
  ],
});

function systemOf(facts: OsFacts) {
  if (facts.id === null) return [say.osUnknown(facts)];
  const version = facts.version ?? '';
  const versions = SUPPORTED[facts.id] ?? [];
  const isSupported = versions.some((one) => version === one || version.startsWith(`${one}.`));
  return isSupported ? [] : [say.osUnsupported(facts)];
}
