import type { GatewayRouteFact } from '#core/aws-facts.ts';
import type { Finding } from '#core/finding.ts';
import { placeOf } from '#lib/aws-paths/place.ts';
import { type RoutePart, routeParts } from '#lib/aws-paths/route-parts.ts';
import { blocksOf } from '#lib/cidr/uncovered.ts';
import { say } from './messages.ts';
import { SAVE } from './save.ts';
import type { GatewayRoutesTarget } from './target.ts';

/** The way back to the VPC, and the way there: each must be whole in one of the tables. */
export function judgeGatewayRoutes(target: GatewayRoutesTarget): readonly Finding[] {
  const { vpc, remote, vpcId } = target;
  const isVpc = ({ resourceType, resourceId }: GatewayRouteFact): boolean =>
    resourceType === 'vpc' && (vpcId === null || resourceId === vpcId);
  const isLink = ({ resourceType }: GatewayRouteFact): boolean =>
    resourceType !== null && resourceType !== 'vpc';
  return [
    ...vpc.flatMap((network) => judgeNetwork(target, { network, to: 'the VPC', isRight: isVpc })),
    ...remote.flatMap((network) =>
      judgeNetwork(target, { network, to: 'a link', isRight: isLink }),
    ),
  ];
}

interface Sought {
  readonly network: string;
  readonly to: 'the VPC' | 'a link';
  readonly isRight: (route: GatewayRouteFact) => boolean;
}

function judgeNetwork(target: GatewayRoutesTarget, sought: Sought): readonly Finding[] {
  const { network, to, isRight } = sought;
  const [block] = blocksOf([network]);
  if (block === undefined) return [];
  const tables = [...Map.groupBy(target.routes, ({ from }) => from.file)].map(([file, routes]) => ({
    file,
    parts: routeParts(block, routes),
  }));
  const isSound = ({ route }: RoutePart<GatewayRouteFact>): boolean =>
    route !== null && route.state !== 'blackhole' && isRight(route);
  if (tables.some(({ parts }) => parts.every(isSound))) return [];
  const dead = tables
    .flatMap(({ parts }) => parts)
    .flatMap(({ route }) => (route?.state === 'blackhole' ? [route] : []));
  const [first] = dead;
  if (first !== undefined) {
    const { destination, from } = first;
    return [say.gatewayRouteBlackhole({ network, to, destination, place: placeOf(from) })];
  }
  const files = tables.map(({ file }) => file);
  return [
    say.gatewayRouteMissing({ network, to, files, save: SAVE.gatewayRoutes(target.tableIds[0]) }),
  ];
}
