/** True when `pattern` covers the whole of `text`; `*` stands for any run of characters, nothing else is special. */
export function matchesGlob(pattern: string, text: string): boolean {
  const parts = pattern.split('*');
  const first = parts[0] ?? '';
  if (parts.length === 1) return text === pattern;
  const last = parts[parts.length - 1] ?? '';
  if (!text.startsWith(first) || !text.endsWith(last)) return false;
  if (text.length < first.length + last.length) return false;
  return containsInOrder(text.slice(first.length, text.length - last.length), parts.slice(1, -1));
}

/** Greedy search is exact here: each part is literal, so the earliest place is never a worse choice. */
function containsInOrder(text: string, parts: readonly string[]): boolean {
  let from = 0;
  for (const part of parts) {
    const at = text.indexOf(part, from);
    if (at === -1) return false;
    from = at + part.length;
  }
  return true;
}
