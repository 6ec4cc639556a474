const UNIT_MS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 } as const;

export type ParsedDuration =
  | { readonly ok: true; readonly milliseconds: number }
  | { readonly ok: false; readonly why: string };

/** Reads `500ms`, `3s`, `1.5m` or `2h`. A bare number has no unit and is refused. */
export function parseDuration(text: string): ParsedDuration {
  const match = /^(\d{1,9}(?:\.\d{1,6})?)(ms|s|m|h)$/.exec(text);
  if (match === null) return { ok: false, why: 'is no duration such as 500ms, 30s or 5m' };
  const [, amount, unit] = match;
  return { ok: true, milliseconds: Number(amount) * UNIT_MS[unit as keyof typeof UNIT_MS] };
}
