import type { Judgement } from '#core/check.ts';
import type { Finding } from '#core/finding.ts';
import type { Attachment } from '#core/site.ts';
import { type Facts, factsOf } from './facts.ts';
import { say } from './messages.ts';
import type { MtuMeasurement, MtuTarget } from './target.ts';

/** What each attachment carries at most, by AWS; a private virtual interface carries all that EC2 sends. */
const MOST_BYTES: Readonly<Partial<Record<Attachment, number>>> = {
  'direct-connect-transit': 8500,
  'transit-gateway': 8500,
  vpn: 1446,
  internet: 1500,
};

export function judge(target: MtuTarget, measurement: MtuMeasurement): Judgement {
  const facts = factsOf(target, measurement);
  const { mtuBytes, requiredBytes } = facts;
  if (mtuBytes === null) return { findings: [say.undecided(facts)], metrics: [] };
  const limit = { at: 'least', value: requiredBytes } as const;
  return {
    findings: [
      ...besides(measurement, facts),
      ...verdictOf(measurement, facts),
      ...fragmentsOf(facts),
    ],
    metrics: [{ name: 'path_mtu_bytes', value: mtuBytes, unit: 'bytes', limit }],
  };
}

function verdictOf({ finding }: MtuMeasurement, facts: Facts): readonly Finding[] {
  const { mtuBytes, requiredBytes, interfaceMtuBytes, attachment } = facts;
  const bytes = mtuBytes ?? 0;
  const isSilent = finding.kind === 'exact' && finding.how === 'black-hole';
  if (bytes >= requiredBytes) return isSilent ? [say.silentAbove(facts)] : [];
  if (isSilent) return [say.blackHole(facts)];
  if (bytes >= interfaceMtuBytes) return [say.interfaceTooSmall(facts)];
  const mostBytes = MOST_BYTES[attachment];
  const isAllThereIs = mostBytes !== undefined && bytes >= mostBytes && requiredBytes > mostBytes;
  return [isAllThereIs ? say.limitOfAttachment(facts) : say.belowRequired(facts)];
}

function fragmentsOf(facts: Facts): readonly Finding[] {
  const isLost = facts.fragments !== null && facts.fragments.arrived === 0;
  return isLost ? [say.fragmentsDropped(facts)] : [];
}

function besides({ finding }: MtuMeasurement, facts: Facts): readonly Finding[] {
  const isNarrow = (facts.mtuBytes ?? 0) < facts.requiredBytes;
  if (isNarrow && finding.kind === 'held-back' && finding.toldBy === 'earlier') {
    return [say.learnedEarlier(facts)];
  }
  return finding.kind === 'exact' && finding.icmp === 'lies' ? [say.icmpLies(facts)] : [];
}
