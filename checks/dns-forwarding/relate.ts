import type { MeasuredCase, Related } from '#core/check.ts';
import { classOf } from './answer-class.ts';
import type { DnsMeasurement } from './measurement.ts';
import { say } from './messages.ts';
import type { DnsTarget, NamesTarget } from './target.ts';

type DnsMeasured = MeasuredCase<DnsTarget, DnsMeasurement>;

/** Holds the answers of this site against those that the VPC gets: each name must lead to one place for both. */
export function relate(cases: readonly DnsMeasured[]): readonly Related[] {
  const asked = cases.flatMap(answersOf);
  const ofVpc = asked.filter(({ target }) => isOfVpc(target));
  return ofVpc.map((theirs) => ({
    id: theirs.id,
    findings: asked
      .filter(({ target }) => !isOfVpc(target) && isAboutSame(target, theirs.target))
      .flatMap((ours) => compare(ours, theirs)),
  }));
}

interface Answers {
  readonly id: string;
  readonly target: NamesTarget;
  readonly addresses: ReadonlyMap<string, readonly string[]>;
}

function answersOf({ id, target, measurement }: DnsMeasured): readonly Answers[] {
  if (target.kind !== 'names' || measurement.kind !== 'names') return [];
  const addresses = new Map<string, readonly string[]>();
  for (const { purpose, question, outcome } of measurement.asked) {
    if (purpose !== 'small' || outcome.kind !== 'answer') continue;
    const known = addresses.get(question.name) ?? [];
    addresses.set(question.name, [...new Set([...known, ...outcome.answer.addresses])].sort());
  }
  return [{ id, target, addresses }];
}

function isOfVpc({ resolver: { role } }: NamesTarget): boolean {
  return role === 'vpc-resolver' || role === 'vpc-own';
}

/** On-premises names are looked up by `authority` and `vpc-resolver`, AWS names by the others. */
function isAboutSame(a: NamesTarget, b: NamesTarget): boolean {
  return isAboutOnPrem(a) === isAboutOnPrem(b);
}

function isAboutOnPrem({ resolver: { role } }: NamesTarget): boolean {
  return role === 'authority' || role === 'vpc-resolver';
}

function compare(ours: Answers, theirs: Answers) {
  const differences = [...ours.addresses].flatMap(([name, here]) => {
    const there = theirs.addresses.get(name) ?? [];
    if (here.length === 0 || there.length === 0) return [];
    return isAlike(here, there, ours.target) ? [] : [{ name, here, there }];
  });
  if (differences.length === 0) return [];
  const { resolver } = ours.target;
  return [say.sidesDisagree({ here: resolver, there: theirs.target.resolver, differences })];
}

/** Services have many addresses and give some of them; one of them in common, or one network, is enough. */
function isAlike(here: readonly string[], there: readonly string[], target: NamesTarget): boolean {
  if (here.some((address) => there.includes(address))) return true;
  return !isAboutOnPrem(target) && classOf(here, target.vpc) === classOf(there, target.vpc);
}
