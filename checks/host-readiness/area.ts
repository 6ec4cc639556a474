import type { Finding } from '#core/finding.ts';
import type { Io } from '#core/io.ts';
import type { Json } from '#core/json.ts';
import type { Metric } from '#core/metric.ts';
import type { Site } from '#core/site.ts';
import type { HostOptions } from './options.ts';

/** What areas look with. */
export type World = Pick<Io, 'hostState' | 'host' | 'udp'>;

export type JsonObject = { readonly [key: string]: Json | undefined };

/** One part of a host, and one case of the check: what to look for, how to look, and what follows. */
export interface Area<Target extends JsonObject, Facts extends Json> {
  /** The key of its case. */
  readonly name: string;
  /** Returns what judging needs to know of the site; a text says why there is nothing to look at. */
  target(site: Site, options: HostOptions): Target | string;
  /** Only looks. */
  look(world: World, target: Target, signal: AbortSignal): Promise<Facts>;
  /** Only decides. Pure. */
  judge(facts: Facts, target: Target): readonly Finding[];
  metrics?(facts: Facts, target: Target): readonly Metric[];
}

export type AnyArea = Area<JsonObject, Json>;

/** Infers the types of an area once. */
export function defineArea<Target extends JsonObject, Facts extends Json>(
  area: Area<Target, Facts>,
): AnyArea {
  return area;
}

export const NO_TARGET: JsonObject = {};
