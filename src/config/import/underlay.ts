import { formatPath, type Path, type Problem } from '../problem.ts';
import type { ParsedConfig } from '../settings.ts';
import type { Claim } from './claim.ts';
import { type Origin, originOf } from './document.ts';
import { contradiction } from './reconcile.ts';

/** Here a config and a NodeConfig may not differ: one of them is of another cluster. */
const IDENTITY = ['cluster.name', 'cluster.region'];

type Group = Readonly<Record<string, unknown>>;

/** Returns a config made of claims alone. Only what is stated counts: a guess is for people to look at first. */
export function configOfClaims(claims: readonly Claim[], file: string): ParsedConfig {
  const stated = statedIn(claims);
  const claimed = claimedBy(stated);
  return {
    file,
    plugins: [],
    claimed,
    tree: {
      value: lay(stated, {}),
      positionOf: (path) => claimed.get(formatPath(path)) ?? { line: 1, column: 1 },
    },
  };
}

/** Lays claims under a config: what the config says stays. Says where the two are of different clusters. */
export function layUnder(
  config: ParsedConfig,
  claims: readonly Claim[],
): { readonly config: ParsedConfig; readonly problems: readonly Problem[] } {
  const stated = statedIn(claims);
  const { tree } = config;
  if (!isGroup(tree.value)) return { config, problems: [] };
  const problems = stated
    .filter(({ setting }) => IDENTITY.includes(formatPath(setting)))
    .flatMap((claim) => contradicts(config, claim));
  const claimed = claimedBy(
    stated.filter(({ setting }) => valueAt(tree.value, setting) === undefined),
  );
  const whole = { ...tree, value: lay(stated, tree.value) };
  return { config: { ...config, tree: whole, claimed }, problems };
}

function claimedBy(claims: readonly Claim[]): ReadonlyMap<string, Origin> {
  return new Map(claims.map(({ setting, origins }) => [formatPath(setting), origins[0]]));
}

function statedIn(claims: readonly Claim[]): readonly Claim[] {
  return claims.filter(({ inferred }) => inferred === undefined);
}

function contradicts(config: ParsedConfig, claim: Claim): readonly Problem[] {
  const value = valueAt(config.tree.value, claim.setting);
  if (typeof value !== 'string' || value === claim.value) return [];
  const here = originOf(config, claim.setting);
  return [contradiction(claim, { setting: claim.setting, value, origins: [here] })];
}

function valueAt(root: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, part) => (isGroup(value) ? value[String(part)] : undefined),
    root,
  );
}

function lay(claims: readonly Claim[], value: Group): Group {
  return claims.reduce<Group>((whole, { setting, value: own }) => {
    const [section, key] = setting.map(String);
    if (section === undefined || key === undefined) return whole;
    // How many nodes will come, only the config can say; without that, there is no capacity to speak of.
    const group = whole[section] ?? (section === 'capacity' ? undefined : {});
    if (!isGroup(group) || group[key] !== undefined) return whole;
    return { ...whole, [section]: { ...group, [key]: own } };
  }, value);
}

function isGroup(value: unknown): value is Group {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
