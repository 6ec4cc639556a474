import type { Json } from './json.ts';

/** One measurement for all the cases that ask for the same. */
export interface Share {
  /**
   * Returns what `make` gives, made once for each key; it is called off once all who wait for it have been. A failure
   * is everybody's.
   */
  once<Value extends Json>(
    key: string,
    make: (signal: AbortSignal) => Promise<Value>,
    signal: AbortSignal,
  ): Promise<Value>;
}
