import type { Finding } from '#core/finding.ts';

/** Returns a sentence on where the values of a finding were read; empty where nobody knows. */
export function sourceOf({ origins = [] }: Finding): string {
  if (origins.length === 0) return '';
  const parts = origins.map(({ value, setting, place }) => `${value} is ${setting} (${place})`);
  return `From the config: ${parts.join(', ')}.`;
}
