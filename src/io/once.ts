type Work<Value> = (signal: AbortSignal) => Promise<Value>;

/**
 * Returns a function that does the work for whoever asks first, and gives the others what came of it. Work that failed, or
 * was called off together with who asked for it, is done again for the next.
 */
export function once<Value>(work: Work<Value>): Work<Value> {
  let made: Promise<Value> | undefined;
  return (signal) => {
    const making = (made ??= work(signal));
    making.catch(() => {
      if (made === making) made = undefined;
    });
    return making;
  };
}
