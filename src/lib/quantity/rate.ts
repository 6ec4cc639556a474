const UNIT_BPS = { bps: 1, kbps: 1e3, Mbps: 1e6, Gbps: 1e9 } as const;

export type ParsedRate =
  | { readonly ok: true; readonly bitsPerSecond: number }
  | { readonly ok: false; readonly why: string };

/** Reads `100Mbps` or `2.5Gbps`: decimal bits per second. */
export function parseRate(text: string): ParsedRate {
  const match = /^(\d{1,9}(?:\.\d{1,6})?)(bps|kbps|Mbps|Gbps)$/.exec(text);
  if (match === null) return { ok: false, why: 'is no rate such as 100Mbps or 10Gbps' };
  const [, amount, unit] = match;
  return { ok: true, bitsPerSecond: Number(amount) * UNIT_BPS[unit as keyof typeof UNIT_BPS] };
}
