import type { MeasuredCase, Related } from '#core/check.ts';
import { TCP_HEADERS_BYTES } from './facts.ts';
import { say } from './messages.ts';
import type { MtuMeasurement, MtuTarget } from './target.ts';

type Measured = MeasuredCase<MtuTarget, MtuMeasurement>;

/** Says where the two directions between host and peer differ, and where TCP is clamped between the two. */
export function relate(cases: readonly Measured[]): readonly Related[] {
  const between = cases.filter(({ target }) => target.to.kind === 'far');
  const there = between.find(({ target }) => target.way === 'to-aws');
  const back = between.find(({ target }) => target.way === 'to-on-prem');
  if (there === undefined || back === undefined) return [];
  return [...asymmetry(there, back), ...clamp(there, back), ...clamp(back, there)];
}

function asymmetry(there: Measured, back: Measured): readonly Related[] {
  const toAwsBytes = mtuOf(there);
  const toOnPremBytes = mtuOf(back);
  if (toAwsBytes === null || toOnPremBytes === null || toAwsBytes === toOnPremBytes) return [];
  return [{ id: there.id, findings: [say.asymmetric({ toAwsBytes, toOnPremBytes })] }];
}

/** Options of a SYN that one kernel counts and the other does not. */
const OPTIONS_BYTES = 12;

/** Both ends of one connection: what one asks for and the other does not send, somebody between them has changed. */
function clamp(sender: Measured, receiver: Measured): readonly Related[] {
  const { tcp } = sender.measurement;
  const asked = receiver.measurement.tcp?.advertisedMssBytes;
  if (tcp === null || asked === undefined) return [];
  const expected = Math.min(asked, tcp.pathMtuBytes - TCP_HEADERS_BYTES);
  if (tcp.mssBytes >= expected - OPTIONS_BYTES) return [];
  const clamped = say.clamped({
    way: sender.target.way,
    packetBytes: tcp.mssBytes + TCP_HEADERS_BYTES,
    askedBytes: asked + TCP_HEADERS_BYTES,
    mtuBytes: mtuOf(sender),
  });
  return [{ id: sender.id, findings: [clamped] }];
}

/** What is known of one direction; null where it stayed open. */
export function mtuOf({ measurement: { finding } }: Measured): number | null {
  return finding.kind === 'inconclusive' ? null : finding.mtuBytes;
}
