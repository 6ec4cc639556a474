import type { Case } from '#core/check.ts';
import type { Site } from '#core/site.ts';
import type { GpuTarget } from './target.ts';

/** One case: this host. Whether it has a GPU shows only when it is looked at. */
export function plan(_site: Site, target: GpuTarget): readonly Case<GpuTarget>[] {
  return [{ key: 'nvidia@this-node', from: 'local', target }];
}
