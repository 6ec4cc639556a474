import type { MeasuredCase, Related } from '#core/check.ts';
import { endWords } from '#lib/https/end-words.ts';
import { factsOf } from './facts.ts';
import { say } from './messages.ts';
import type { Handshake, WebhookMeasurement, WebhookTarget } from './target.ts';

type Measured = MeasuredCase<WebhookTarget, WebhookMeasurement>;

/** Where the VPC does not get through, says whether this host does: that tells the way from the pod. */
export function relate(cases: readonly Measured[]): readonly Related[] {
  const seenHere = new Map(cases.flatMap(seenFromHere));
  return cases.flatMap(({ id, target, measurement }): readonly Related[] => {
    if (target.kind !== 'way' || measurement.kind !== 'way') return [];
    if (measurement.outcome.kind === 'connected') return [];
    const here = seenHere.get(placeOf(target));
    if (here === undefined) return [];
    const facts = { ...factsOf(target), end: endWords(here.end) };
    const isOpen = here.connectMs !== null;
    return [{ id, findings: [isOpen ? say.answersHere(facts) : say.answersNobody(facts)] }];
  });
}

function seenFromHere({
  target,
  measurement,
}: Measured): readonly (readonly [string, Handshake])[] {
  if (target.kind !== 'tls' || measurement.kind !== 'tls') return [];
  const [first] = measurement.handshakes;
  return first === undefined ? [] : [[placeOf(target), first]];
}

function placeOf({ address, port }: { readonly address: string; readonly port: number }): string {
  return `${address}:${port}`;
}
