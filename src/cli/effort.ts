import type { AnyCheck } from '#core/check.ts';
import type { Json } from '#core/json.ts';
import type { Site } from '#core/site.ts';
import { parseSize } from '#lib/quantity/size.ts';
import { UsageError } from './usage-error.ts';

/** What the command line says of how much may be sent, for every check that has such an option. */
export interface Effort {
  readonly full?: boolean | undefined;
  readonly maxBytes?: string | undefined;
}

/** Returns the site with these in place of the config's. Throws UsageError for what is no size. */
export function withEffort(
  site: Site,
  checks: readonly AnyCheck[],
  { full = false, maxBytes }: Effort,
): Site {
  const asked: Readonly<Record<string, Json>> = {
    ...(full ? { full } : {}),
    ...(maxBytes === undefined ? {} : { mostBytes: bytesOf(maxBytes) }),
  };
  const options = checks.map(({ id, options: { properties } }): readonly [string, Json] => {
    const known = Object.entries(asked).filter(([name]) => name in Object(properties));
    const own = site.options[id];
    return [id, { ...(own as Readonly<Record<string, Json>>), ...Object.fromEntries(known) }];
  });
  return { ...site, options: Object.fromEntries(options) };
}

/** One block of storage; less shows nothing. */
const LEAST_BYTES = 1024 * 1024;

function bytesOf(text: string): number {
  const parsed = parseSize(text);
  if (parsed.ok && parsed.bytes >= LEAST_BYTES) return parsed.bytes;
  throw new UsageError(`--max-bytes ${text}: write a size from 1MiB on, such as 500MiB or 20GiB`);
}
