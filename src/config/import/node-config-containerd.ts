import { isIP } from 'node:net';
import { readRegistries } from '#lib/containerd/registries.ts';
import type { Field } from '#lib/fields/fields.ts';
import { FORMATS } from '../formats.ts';
import { quote } from '../problem.ts';
import type { Imported } from './claim.ts';
import type { Says } from './claims-of.ts';

/** Reads which registries stand in for public ones: their names are on premises, and the VPC may need them too. */
export function readContainerd(
  containerd: Field,
  says: Says,
  file: string,
): Pick<Imported, 'claims' | 'notes'> {
  const config = containerd.child('config');
  const { mirrors, configPath } = readRegistries(config.text() ?? '');
  const names = [...new Set(mirrors.flatMap(({ hosts }) => hosts))].filter(isOnPremName);
  const registries = mirrors.map(({ registry }) => quote(registry)).join(', ');
  const claims = says(
    ['resolvers', 'onPremNames'],
    config,
    names.length === 0 ? undefined : names,
    {
      inferred: `mirrors of ${registries} in containerd.config; remove what the VPC does not need`,
      isPart: true,
    },
  );
  const notes = [];
  if (configPath !== null && mirrors.length > 0) {
    notes.push(
      `${file}: containerd.config has registry mirrors beside config_path, which containerd refuses: keep one of the two`,
    );
  } else if (configPath !== null) {
    notes.push(
      `${file}: the registries are in ${quote(configPath)} on the host, which is not read: name theirs in resolvers.onPremNames`,
    );
  }
  return { claims, notes };
}

const HOST = FORMATS.find(({ name }) => name === 'host');

/** Registries of the internet, which no resolver on premises answers for. */
const PUBLIC = [
  'docker.io',
  'gcr.io',
  'ghcr.io',
  'quay.io',
  'nvcr.io',
  'registry.k8s.io',
  'ecr.aws',
  'amazonaws.com',
  'amazonaws.com.cn',
];

function isOnPremName(host: string): boolean {
  const isPublic = PUBLIC.some((domain) => host === domain || host.endsWith(`.${domain}`));
  return isIP(host) === 0 && !isPublic && HOST?.whyNot(host) === undefined;
}
