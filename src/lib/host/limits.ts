export type Limit = { readonly soft: number | null; readonly hard: number | null };

/** Reads one line of /proc/PID/limits; null in it stands for unlimited. Null where there is no such line. */
export function parseLimit(limits: string, name: string): Limit | null {
  const line = limits.split('\n').find((one) => one.startsWith(`${name} `));
  const [soft, hard] = line?.slice(name.length).trim().split(/\s+/) ?? [];
  if (soft === undefined || hard === undefined) return null;
  return { soft: valueOf(soft), hard: valueOf(hard) };
}

function valueOf(word: string): number | null {
  return /^\d+$/.test(word) ? Number(word) : null;
}
