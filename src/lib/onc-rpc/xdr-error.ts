/** Thrown for bytes that are not what the protocol says, and for a value that is too long to be written. */
export class XdrError extends Error {
  override readonly name = 'XdrError';
}
