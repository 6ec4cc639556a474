import type { Case } from '#core/check.ts';
import type { Site } from '#core/site.ts';
import type { JsonObject } from './area.ts';
import { AREAS } from './areas.ts';
import type { HostOptions } from './options.ts';

/** A case for each area that is asked for. */
export type HostTarget = { readonly area: string; readonly wanted: JsonObject };

export function plan(site: Site, options: HostOptions): readonly Case<HostTarget>[] {
  return AREAS.filter(({ name }) => options.areas.includes(name)).map((area) => {
    const wanted = area.target(site, options);
    const identity = { key: area.name, from: 'local' } as const;
    return typeof wanted === 'string'
      ? { ...identity, notApplicable: wanted }
      : { ...identity, target: { area: area.name, wanted } };
  });
}
