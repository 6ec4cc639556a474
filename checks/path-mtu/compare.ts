import type { HostCases } from '#core/check.ts';
import type { Finding } from '#core/finding.ts';
import { type NodeMtu, say } from './messages.ts';
import { mtuOf } from './relate.ts';
import type { MtuMeasurement, MtuTarget } from './target.ts';

type OfHost = HostCases<MtuTarget, MtuMeasurement>;

/** Says where nodes of one cluster differ: packets between them have to fit the smallest. */
export function compare(hosts: readonly OfHost[]): readonly Finding[] {
  const nodes = hosts.flatMap(nodeOf);
  const smallest = nodes.toSorted((one, other) => leastOf(one) - leastOf(other))[0];
  const isAlike = nodes.every(
    (node) =>
      node.interfaceMtuBytes === nodes[0]?.interfaceMtuBytes &&
      node.pathMtuBytes === nodes[0].pathMtuBytes,
  );
  return smallest === undefined || isAlike ? [] : [say.nodesDiffer({ nodes, smallest })];
}

function nodeOf({ host, cases }: OfHost): readonly NodeMtu[] {
  const own = cases.find(({ target }) => target.way === 'to-aws');
  if (own === undefined) return [];
  const ways = cases.map(mtuOf).filter((bytes) => bytes !== null);
  return [
    {
      host,
      interfaceMtuBytes: own.measurement.interfaceMtuBytes,
      pathMtuBytes: ways.length === 0 ? null : Math.min(...ways),
    },
  ];
}

function leastOf({ interfaceMtuBytes, pathMtuBytes }: NodeMtu): number {
  return Math.min(interfaceMtuBytes, pathMtuBytes ?? Infinity);
}
