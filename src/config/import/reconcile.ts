import type { Json } from '#core/json.ts';
import { formatCidr, parseCidr } from '#lib/cidr/parse.ts';
import { formatPath, type Problem, quote } from '../problem.ts';
import { type Claim, placeOf } from './claim.ts';

export interface Reconciled {
  /** One claim a setting, with the origins of all that agree. */
  readonly claims: readonly Claim[];
  readonly problems: readonly Problem[];
}

/**
 * Lays the sources together. What is stated wins over what is inferred; two statements that differ are a problem that
 * names both places, never a choice.
 */
export function reconcile(claims: readonly Claim[]): Reconciled {
  const groups = Map.groupBy(claims, ({ setting }) => formatPath(setting));
  const all = [...groups.values()];
  // Files of two clusters differ in all else as well.
  const clusters = contradictions(groups.get('cluster.name') ?? []);
  const problems = clusters.length > 0 ? clusters : all.flatMap(contradictions);
  return { claims: all.flatMap(settle), problems };
}

function settle(claims: readonly Claim[]): readonly Claim[] {
  const stated = claims.filter(({ inferred }) => inferred === undefined);
  // The answers of AWS come last, and know more than a file that was written before there was a cluster.
  const inferred = claims.at(-1);
  const whole = stated.find(({ isPart }) => isPart !== true);
  const best = whole ?? stated[0] ?? inferred;
  if (best === undefined) return [];
  if (stated.length === 0) return [best];
  const [origin] = best.origins;
  const others = stated.flatMap(({ origins }) => origins).filter((other) => other !== origin);
  return [{ ...best, origins: [origin, ...others] }];
}

function contradictions(claims: readonly Claim[]): readonly Problem[] {
  const stated = claims.filter(({ inferred }) => inferred === undefined);
  const first = stated.find(({ isPart }) => isPart !== true) ?? stated[0];
  if (first === undefined) return [];
  return stated.filter((other) => !agree(first, other)).map((other) => contradiction(first, other));
}

/** Says that two places differ; the problem points at the second. */
export function contradiction(first: Claim, other: Claim): Problem {
  const [here, there] = [other.origins[0], first.origins[0]];
  const setting = formatPath(first.setting);
  return {
    ...here,
    what: `${setting} is ${shownValue(other.value)} here, and ${shownValue(first.value)} at ${placeOf(there)}`,
    expected: 'mend the one that is wrong, or leave it out',
  };
}

function agree(a: Claim, b: Claim): boolean {
  const [ours, theirs] = [keysOf(a), keysOf(b)];
  if (b.isPart === true) return theirs.every((key) => ours.includes(key));
  return JSON.stringify(ours) === JSON.stringify(theirs);
}

/** Lists are sets, blocks have one form, and names of hosts no case. */
function keysOf({ setting, value }: Claim): readonly string[] {
  const isHost = setting.at(-1) === 'endpoint';
  const texts = (Array.isArray(value) ? value : [value]).map(String);
  return [...new Set(texts.map((text) => (isHost ? text.toLowerCase() : canonical(text))))].sort();
}

function canonical(text: string): string {
  const parsed = parseCidr(text, { hostBits: 'mask' });
  return parsed.ok ? formatCidr(parsed.cidr) : text;
}

function shownValue(value: Json): string {
  return Array.isArray(value) ? value.map(String).join(', ') : quote(value);
}
