import { CHOICES, HARMLESS, NUMBERS, RECOVERIES, SWITCHES } from './mount-options.ts';
import type { NfsMountOptions, NumberRow } from './mount-options.ts';

/**
 * Returns what follows `-o`. It ends with retry=0: mount.nfs(8) would try for two minutes even where the connection is
 * refused. Throws a TypeError for what mount.nfs would misread.
 */
export function mountOptionValue(options: NfsMountOptions): string {
  return [
    ...CHOICES.flatMap(({ key, name, values }) => choice(name, options[key], values)),
    ...NUMBERS.flatMap((row) => number(row, options[row.key])),
    ...recovery(options.recovery),
    ...SWITCHES.flatMap(({ key, on, off }) => {
      const value = options[key];
      return value === undefined ? [] : [value ? on : off];
    }),
    ...(options.others ?? []).map(harmless),
    'retry=0',
  ].join(',');
}

function choice(
  name: string,
  value: string | undefined,
  values: readonly string[],
): readonly string[] {
  if (value === undefined) return [];
  if (!values.includes(value)) {
    throw new TypeError(`${name} ${JSON.stringify(value)} is none of ${values.join(', ')}`);
  }
  return [`${name}=${value}`];
}

function number(
  { key, name, least, most }: NumberRow,
  value: number | undefined,
): readonly string[] {
  if (value === undefined) return [];
  if (!Number.isSafeInteger(value) || value < least || value > most) {
    throw new TypeError(`${key} ${value} is no whole number from ${least} to ${most}`);
  }
  return [`${name}=${value}`];
}

function recovery(value: NfsMountOptions['recovery']): readonly string[] {
  if (value === undefined) return [];
  if (!RECOVERIES.includes(value)) throw new TypeError(`recovery ${JSON.stringify(value)}`);
  return [value];
}

function harmless(option: string): string {
  if (HARMLESS.some((pattern) => pattern.test(option))) return option;
  throw new TypeError(`${JSON.stringify(option)} is no option that can be passed on`);
}
