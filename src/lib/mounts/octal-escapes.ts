/** Returns the text that the kernel meant: it writes a blank, tab, line end, backslash and # in three octal digits (proc(5)). */
export function withoutOctalEscapes(text: string): string {
  return text.replace(/\\([0-3][0-7]{2})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 8)),
  );
}
