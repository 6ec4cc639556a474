import { comparison, matches, type SetElements } from './nft-match.ts';
import { fieldsOf, listOf, type NftChain, type NftRuleset } from './nft-ruleset.ts';
import { allOf, type Fate, type Packet, type Truth } from './packet.ts';

/** Chains call each other no deeper than the kernel lets them (NFT_JUMP_STACK_SIZE). */
const DEEPEST = 16;

/** Enough for every ruleset that people write; beyond it the fate is unclear. */
const MOST_STEPS = 200_000;

/** Returns what the rules of the input hook do with a packet. Each chain there must let it pass. */
export function nftFate(ruleset: NftRuleset, packet: Packet): Fate {
  const walk: Walk = { ruleset, packet, steps: 0 };
  const fates = [...ruleset.chains.values()]
    .filter(({ isInput }) => isInput)
    .map((chain) => baseFate(chain, walk));
  if (fates.includes('dropped')) return 'dropped';
  return fates.includes('unclear') ? 'unclear' : 'accepted';
}

interface Walk {
  readonly ruleset: NftRuleset;
  readonly packet: Packet;
  steps: number;
}

/** What may come of a chain; `mayFall` where its end may be reached without a decision. */
interface Way {
  readonly mayAccept: boolean;
  readonly mayDrop: boolean;
  readonly mayFall: boolean;
}

const FALL: Way = { mayAccept: false, mayDrop: false, mayFall: true };
const LOST: Way = { mayAccept: true, mayDrop: true, mayFall: true };

function baseFate(chain: NftChain, walk: Walk): Fate {
  const { mayAccept, mayDrop, mayFall } = through(chain, walk, 0);
  const accepts = mayAccept || (mayFall && chain.policy === 'accept');
  const drops = mayDrop || (mayFall && chain.policy === 'drop');
  if (accepts && drops) return 'unclear';
  return drops ? 'dropped' : 'accepted';
}

function through(chain: NftChain | undefined, walk: Walk, depth: number): Way {
  if (chain === undefined || depth > DEEPEST) return LOST;
  let way: Way = { ...FALL, mayFall: false };
  for (const rule of chain.rules) {
    walk.steps += 1;
    if (walk.steps > MOST_STEPS) return LOST;
    const { truth, then } = readRule(rule, { walk, chain, depth });
    if (truth === 'no' || then === null) continue;
    // A chain that was called comes back to this one; what returns leaves it.
    way = join(way, { ...then.way, mayFall: then.isReturn });
    if (truth === 'yes' && isLast(then)) return way;
  }
  return { ...way, mayFall: true };
}

/** Nothing comes behind it that the packet meets. */
function isLast({ way, isReturn }: Then): boolean {
  return isReturn || !way.mayFall;
}

function join(one: Way, other: Way): Way {
  return {
    mayAccept: one.mayAccept || other.mayAccept,
    mayDrop: one.mayDrop || other.mayDrop,
    mayFall: one.mayFall || other.mayFall,
  };
}

type Fields = Readonly<Record<string, unknown>>;
type Then = { readonly way: Way; readonly isReturn: boolean };
type Place = { readonly walk: Walk; readonly chain: NftChain; readonly depth: number };

/** Statements that let every packet go on. */
const WITHOUT_EFFECT = ['counter', 'log', 'comment', 'notrack', 'mangle', 'ct', 'meta', 'set'];

/** A rule holds where all of its conditions do, and then does what its verdict says. */
function readRule(
  rule: readonly Fields[],
  place: Place,
): { readonly truth: Truth; readonly then: Then | null } {
  const { walk, chain } = place;
  const sets = setsOf(walk.ruleset, chain);
  const truths: Truth[] = [];
  for (const statement of rule) {
    const [word = '', body] = Object.entries(statement)[0] ?? [];
    if (word === 'match') truths.push(matches(body, walk.packet, sets));
    else if (word === 'vmap') {
      const chosen = choose(body, place, sets);
      return { truth: allOf([...truths, chosen.truth]), then: chosen.then };
    } else {
      const then = verdict(word, body, place);
      if (then !== null) return { truth: allOf(truths), then };
      if (!WITHOUT_EFFECT.includes(word)) truths.push('maybe');
    }
  }
  return { truth: allOf(truths), then: null };
}

function setsOf(ruleset: NftRuleset, { key }: NftChain): SetElements {
  const table = key.split(' ').slice(0, 2).join(' ');
  return (name) => ruleset.sets.get(`${table} ${name}`);
}

function verdict(word: string, body: unknown, { walk, chain, depth }: Place): Then | null {
  switch (word) {
    case 'accept':
      return { way: { mayAccept: true, mayDrop: false, mayFall: false }, isReturn: false };
    case 'drop':
    case 'reject':
      return { way: { mayAccept: false, mayDrop: true, mayFall: false }, isReturn: false };
    case 'return':
      return { way: { ...FALL, mayFall: false }, isReturn: true };
    case 'jump':
    case 'goto': {
      const target = String(fieldsOf(body)?.['target']);
      const key = [...chain.key.split(' ').slice(0, 2), target].join(' ');
      const way = through(walk.ruleset.chains.get(key), walk, depth + 1);
      // What falls out of a chain that was gone to does not come back here.
      return { way, isReturn: word === 'goto' && way.mayFall };
    }
    case 'queue':
      return { way: LOST, isReturn: false };
    default:
      return null;
  }
}

/** A verdict map: the value decides which verdict. */
function choose(
  body: unknown,
  place: Place,
  sets: SetElements,
): { readonly truth: Truth; readonly then: Then | null } {
  const { key, data } = fieldsOf(body) ?? {};
  const compare = comparison(key, place.walk.packet);
  const pairs = pairsOf(data, sets);
  if (typeof compare === 'string' || pairs.length === 0) return UNKNOWN;
  const chosen = pairs.find(([value]) => compare(value) !== 'no');
  if (chosen === undefined) return { truth: 'no', then: null };
  const [value, statement] = chosen;
  if (compare(value) === 'maybe') return UNKNOWN;
  const [word = '', target] = Object.entries(fieldsOf(statement) ?? {})[0] ?? [];
  return { truth: 'yes', then: verdict(word, target, place) };
}

const UNKNOWN = { truth: 'maybe', then: { way: LOST, isReturn: false } } as const;

/** Values with their verdicts: in the rule itself, or in a map that has a name. */
function pairsOf(data: unknown, sets: SetElements): readonly (readonly unknown[])[] {
  const named = typeof data === 'string' && data.startsWith('@') ? sets(data.slice(1)) : undefined;
  return listOf(named ?? fieldsOf(data)?.['set']).map(listOf);
}
