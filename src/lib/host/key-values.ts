/**
 * Reads `KEY=value` lines as os-release(5), /etc/environment and `systemctl show` have them. Quotes around a value go,
 * `export` before a key as well; other lines are nothing. The last of equal keys wins.
 */
export function parseKeyValues(text: string): ReadonlyMap<string, string> {
  const pairs = new Map<string, string>();
  for (const line of text.split('\n')) {
    const [, key, value = ''] = /^(?:export\s+)?([A-Za-z_]\w*)=(.*)$/.exec(line.trim()) ?? [];
    if (key !== undefined) pairs.set(key, unquoted(value));
  }
  return pairs;
}

/** Returns a text without the quotes around it. */
export function unquoted(text: string): string {
  const [, inner = text] = /^(["'])(.*)\1$/.exec(text)?.slice(1) ?? [];
  return inner;
}
