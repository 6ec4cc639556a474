import type { Finding } from '#core/finding.ts';
import { placeOf } from '#lib/aws-paths/place.ts';
import { type AclGap, type ReadAcl, readAcls } from '#lib/aws-paths/read-acls.ts';
import { say } from './messages.ts';
import type { AclsTarget } from './target.ts';

export function judgeAcls(target: AclsTarget): readonly Finding[] {
  const { end, untoldSubnets } = target;
  const found = readAcls(target).flatMap((acl) => findingsOf(target, acl));
  const untold = { end, subnetIds: untoldSubnets, why: 'its ACL was not saved' };
  return untoldSubnets.length === 0 ? found : [...found, say.aclUntold(untold)];
}

function findingsOf({ end, purpose }: AclsTarget, acl: ReadAcl): readonly Finding[] {
  const { id, subnetIds, from, isTooLong, gaps } = acl;
  if (isTooLong) {
    return [say.aclUntold({ end, subnetIds, why: `${id} has more entries than AWS allows` })];
  }
  // Answers of many ports leave alike.
  const own = Map.groupBy(gaps, ({ isEgress, isAnswer, ports, protocol, parts }: AclGap) =>
    JSON.stringify([isEgress, isAnswer, ports, protocol, parts]),
  );
  return [...own.values()].flatMap(([gap]) => {
    if (gap === undefined) return [];
    const facts = { ...gap, end, purpose, acl: id, subnetIds, place: placeOf(from) };
    return [gap.isAnswer ? say.aclDropsAnswers(facts) : say.aclDrops(facts)];
  });
}
