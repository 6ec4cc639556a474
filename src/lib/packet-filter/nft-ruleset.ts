type Fields = Readonly<Record<string, unknown>>;

export interface NftChain {
  readonly key: string;
  readonly isInput: boolean;
  /** What becomes of packets that no rule decides on. */
  readonly policy: string;
  readonly rules: readonly (readonly Fields[])[];
}

export interface NftRuleset {
  readonly chains: ReadonlyMap<string, NftChain>;
  /** Elements of named sets. */
  readonly sets: ReadonlyMap<string, readonly unknown[]>;
}

/** IPv6 is no affair of EKS Hybrid Nodes: they are IPv4. */
const FAMILIES = ['inet', 'ip'];

/** Reads what `nft -j list ruleset` prints (libnftables-json(5)). Null for what is no such thing. */
export function parseNftRuleset(text: string): NftRuleset | null {
  const items = itemsOf(text);
  if (items === null) return null;
  const rules = Map.groupBy(objectsOf(items.map((item) => item['rule'])), (rule) =>
    keyOf(rule, rule['chain']),
  );
  const chains = items.flatMap((item) => {
    const chain = fieldsOf(item['chain']);
    if (chain === null || !FAMILIES.includes(String(chain['family']))) return [];
    const key = keyOf(chain, chain['name']);
    return [[key, chainOf(chain, key, rules.get(key) ?? [])] as const];
  });
  const sets = items.flatMap((item) => {
    const set = fieldsOf(item['set'] ?? item['map']);
    return set === null ? [] : [[keyOf(set, set['name']), listOf(set['elem'])] as const];
  });
  return { chains: new Map(chains), sets: new Map(sets) };
}

function chainOf(chain: Fields, key: string, rules: readonly Fields[]): NftChain {
  return {
    key,
    isInput: chain['hook'] === 'input' && chain['type'] === 'filter',
    policy: chain['policy'] === 'drop' ? 'drop' : 'accept',
    rules: rules.map(({ expr }) => objectsOf(listOf(expr))),
  };
}

function itemsOf(text: string): readonly Fields[] | null {
  try {
    const list = fieldsOf(JSON.parse(text) as unknown)?.['nftables'];
    return Array.isArray(list) ? objectsOf(list) : null;
  } catch {
    return null;
  }
}

/** Names are unique within their table. */
export function keyOf(owner: Fields, name: unknown): string {
  return [owner['family'], owner['table'], name].map(String).join(' ');
}

/** The object that a value is, or null. */
export function fieldsOf(value: unknown): Fields | null {
  // Any object can be asked for any key.
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : null;
}

function objectsOf(values: readonly unknown[]): readonly Fields[] {
  return values.map(fieldsOf).filter((fields) => fields !== null);
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
