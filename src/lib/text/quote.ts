const LONGEST_QUOTE = 80;

/** Quotes a text from elsewhere for a message: short, on one line, control characters made visible. */
export function quoteText(text: string): string {
  return `"${legibleText(text)}"`;
}

/** The same without the quotes, as for the name of a file. */
export function legibleText(text: string): string {
  return cut(visible(text));
}

/** Cuts a long text, but never between the two halves of a character. */
function cut(text: string): string {
  if (text.length <= LONGEST_QUOTE) return text;
  return `${text.slice(0, LONGEST_QUOTE).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** Control characters, line separators and what turns the direction of a text, as escapes. */
export function visible(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\ufeff\p{Cs}]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
