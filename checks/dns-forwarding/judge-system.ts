import type { Judgement } from '#core/check.ts';
import type { Finding } from '#core/finding.ts';
import type { Endpoint } from '#core/endpoint.ts';
import type { DnsOutcome } from '#core/io.ts';
import { classOf } from './answer-class.ts';
import type { NameAtServer, SystemMeasurement } from './measurement.ts';
import { say } from './messages.ts';
import type { SystemTarget } from './target.ts';

/** Holds each name server of this host against the resolver that must know. */
export function judgeSystem(
  { references, vpc }: SystemTarget,
  { nameServers, system, direct }: SystemMeasurement,
): Judgement {
  const judged = (findings: readonly Finding[]): Judgement => ({ findings, metrics: [] });
  if (nameServers.length === 0) return judged([say.noNameServers({ file: '/etc/resolv.conf' })]);
  const truths = truthsOf(direct);
  if (truths.size === 0) {
    const servers = references.map(({ address, port }) => ({ address, port }));
    return judged([say.noReference({ servers })]);
  }
  return judged(nameServers.flatMap((server) => judgeServer({ server, system, truths, vpc })));
}

/** For each name the first reference that gave an address. */
function truthsOf(direct: readonly NameAtServer[]): ReadonlyMap<string, NameAtServer> {
  const usable = direct.filter(({ outcome }) => addressesOf(outcome).length > 0);
  return new Map(usable.toReversed().map((truth) => [truth.name, truth]));
}

type Comparison = {
  readonly server: Endpoint;
  readonly system: readonly NameAtServer[];
  readonly truths: ReadonlyMap<string, NameAtServer>;
  readonly vpc: readonly string[];
};

function judgeServer({ server, system, truths, vpc }: Comparison): readonly Finding[] {
  const differences = system
    .filter((asked) => isSame(asked.server, server))
    .flatMap(({ name, outcome }) => {
      const truth = truths.get(name);
      if (truth === undefined || agree(outcome, truth.outcome, vpc)) return [];
      return [{ name, system: outcome, direct: truth.outcome, reference: truth.server }];
    });
  const [first] = differences;
  if (first === undefined) return [];
  return [say.systemDiffers({ server, reference: first.reference, differences })];
}

/** Public names rotate and differ by place, so there the class must do; private ones must share an address. */
function agree(system: DnsOutcome, direct: DnsOutcome, vpc: readonly string[]): boolean {
  const own = addressesOf(system);
  const right = addressesOf(direct);
  const ownClass = classOf(own, vpc);
  if (ownClass !== classOf(right, vpc)) return false;
  return ownClass === 'public' || own.some((address) => right.includes(address));
}

function addressesOf(outcome: DnsOutcome): readonly string[] {
  return outcome.kind === 'answer' ? outcome.answer.addresses : [];
}

function isSame(a: Endpoint, b: Endpoint): boolean {
  return a.address === b.address && a.port === b.port;
}
