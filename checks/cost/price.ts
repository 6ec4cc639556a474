import type { Tier } from './target.ts';

/** An average month: 8760 h / 12, as AWS's own calculator counts it. */
export const HOURS_A_MONTH = 730;

/** Returns what so many vCPU-hours of one month cost, in USD: each tier takes its own part of them. */
export function priceOf(vcpuHours: number, tiers: readonly Tier[]): number {
  let left = vcpuHours;
  let usd = 0;
  for (const { vcpuHours: most = Infinity, usdPerVcpuHour } of tiers) {
    const taken = Math.min(left, most);
    usd += taken * usdPerVcpuHour;
    left -= taken;
  }
  // Where no tier is open to the end, the last rate goes on.
  return usd + left * (tiers.at(-1)?.usdPerVcpuHour ?? 0);
}
