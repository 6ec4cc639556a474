import { measureCertificate } from './measure-certificate.ts';
import { measureNode } from './measure-node.ts';
import { measureVersions } from './measure-versions.ts';
import type { StatusMeasurement, StatusTarget } from './target.ts';
import type { World } from './world.ts';

export function measure(
  target: StatusTarget,
  world: World,
  signal: AbortSignal,
): Promise<StatusMeasurement> {
  switch (target.kind) {
    case 'certificate':
      return measureCertificate(target, world, signal);
    case 'versions':
      return measureVersions(target, world, signal);
    case 'node':
      return measureNode(target, world, signal);
  }
}
