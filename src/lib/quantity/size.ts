const UNIT_BYTES = { B: 1, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30 } as const;

export type ParsedSize =
  { readonly ok: true; readonly bytes: number } | { readonly ok: false; readonly why: string };

/** Reads `9000B`, `64KiB` or `1MiB`. */
export function parseSize(text: string): ParsedSize {
  const match = /^(\d{1,12})(B|KiB|MiB|GiB)$/.exec(text);
  if (match === null) return { ok: false, why: 'is no size such as 9000B or 1MiB' };
  const [, amount, unit] = match;
  return { ok: true, bytes: Number(amount) * UNIT_BYTES[unit as keyof typeof UNIT_BYTES] };
}
