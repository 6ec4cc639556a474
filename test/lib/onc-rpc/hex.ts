/** Returns the bytes of words in hexadecimal, as RFCs and packet dumps show them. */
export function hex(...words: readonly string[]): Buffer {
  const text = words.join('').replaceAll(/\s/g, '');
  if (!/^(?:[0-9a-f]{2})*$/.test(text)) throw new Error(`${text} is not hexadecimal`);
  return Buffer.from(text, 'hex');
}
