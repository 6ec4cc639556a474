export type ParsedShare =
  { readonly ok: true; readonly ratio: number } | { readonly ok: false; readonly why: string };

/** Reads a percentage such as `0.01%` as a ratio of 0 to 1. */
export function parseShare(text: string): ParsedShare {
  const match = /^(\d{1,3}(?:\.\d{1,9})?)%$/.exec(text);
  const ratio = Number(match?.[1] ?? Number.NaN) / 100;
  return ratio <= 1 ? { ok: true, ratio } : { ok: false, why: 'is no percentage such as 0.01%' };
}
