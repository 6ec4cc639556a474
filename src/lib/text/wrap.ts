/**
 * Returns the text on lines of at most `columns`, broken at line breaks and spaces; a longer word gets a line of its
 * own. A line that begins with `$ ` is a command to copy, and stays whole.
 */
export function wrap(text: string, columns: number): readonly string[] {
  return text.split('\n').flatMap((line) => wrapLine(line, columns));
}

function wrapLine(text: string, columns: number): readonly string[] {
  if (text.startsWith('$ ')) return [text];
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    if (line === '') line = word;
    else if (line.length + 1 + word.length <= columns) line += ` ${word}`;
    else {
      lines.push(line);
      line = word;
    }
  }
  return line === '' ? lines : [...lines, line];
}

/** Wraps, with `first` before the first line and as much space before the others. */
export function indent(text: string, first: string, columns: number): string {
  const space = ' '.repeat(first.length);
  return wrap(text, Math.max(20, columns - first.length))
    .map((line, index) => `${index === 0 ? first : space}${line}\n`)
    .join('');
}
