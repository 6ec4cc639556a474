import type { ComponentHealth } from '#core/registry.ts';
import { sanitise } from '../text/sanitise.ts';

const MOST_COMPONENTS = 32;

/** Reads what Harbor answers to GET /api/v2.0/health; null where it is another's answer. */
export function readHealth(body: string): readonly ComponentHealth[] | null {
  const components = fieldsOf(parse(body))['components'];
  if (!Array.isArray(components)) return null;
  const read = components.slice(0, MOST_COMPONENTS).flatMap((one) => {
    const { name, status } = fieldsOf(one);
    if (typeof name !== 'string' || typeof status !== 'string') return [];
    return [{ name: sanitise(name).slice(0, 40), isHealthy: status === 'healthy' }];
  });
  return read.length === 0 ? null : read;
}

/** Returns what a text of JSON says; undefined where it is none. */
export function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export type Fields = Readonly<Record<string, unknown>>;

/** The fields of an object; none of anything else. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}
