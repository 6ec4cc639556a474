import type { Finding } from '#core/finding.ts';
import { describeEnd } from './end-of-connection.ts';
import { factsOf, type Facts } from './facts.ts';
import { say } from './messages.ts';
import type { PodEndpoint, WebhookMeasurement } from './target.ts';
import { weighed } from './weigh.ts';

type Way = Extract<WebhookMeasurement, { kind: 'way' }>;

/** Says what a connection from the VPC proves. */
export function judgeWay(pod: PodEndpoint, { outcome, lastHop }: Way): readonly Finding[] {
  const own = factsOf(pod);
  const afterMs = Math.round(outcome.afterMs);
  const facts: Facts = { ...own, lastHop, afterMs, end: describeEnd(outcome.kind) };
  switch (outcome.kind) {
    case 'connected':
      return [];
    case 'refused':
    case 'reset':
      return weighed([say.refused({ ...facts, from: 'the peer' })], own);
    case 'net-unreachable':
    case 'host-unreachable':
    case 'prohibited':
      return weighed([say.noRoute(facts)], own);
    case 'timeout':
      return weighed([say.filtered(facts)], own);
  }
}
