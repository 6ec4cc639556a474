import { atSeverity, type Finding } from '#core/finding.ts';
import type { Asked } from './measurement.ts';
import { say } from './messages.ts';
import type { NamesTarget } from './target.ts';

/** Says when a name that nobody has is answered: what the real names give is then no proof. */
export function judgeProbes(
  { resolver }: NamesTarget,
  asked: readonly Asked[],
): readonly Finding[] {
  const real = new Set(
    asked
      .filter(({ purpose }) => purpose === 'small')
      .flatMap(({ outcome }) => addressesOf(outcome)),
  );
  return asked
    .filter(({ purpose }) => purpose === 'probe')
    .flatMap(({ question, outcome }) => {
      const addresses = addressesOf(outcome);
      if (addresses.length === 0) return [];
      const finding = say.wildcard({ resolver, probe: question.name, addresses });
      // A site may keep a wildcard on purpose, as long as the names asked for are not just that.
      const isTheSame = resolver.role !== 'authority' && addresses.some((one) => real.has(one));
      return [isTheSame ? finding : atSeverity(finding, 'warn')];
    });
}

function addressesOf(outcome: Asked['outcome']): readonly string[] {
  return outcome.kind === 'answer' ? outcome.answer.addresses : [];
}
