import { CannotMeasure } from '#core/check.ts';
import type { Hardware } from '#core/host-state.ts';

/** lscpu, dmidecode and /proc/meminfo answer within a tenth of a second. */
const TIMEOUT_MS = 10_000;

/** Counts processors and memory. The package is large, and only this asks for it: it is loaded when it is needed. */
export async function readHardware(signal: AbortSignal): Promise<Hardware> {
  signal.throwIfAborted();
  const { default: systeminformation } = await import('systeminformation');
  const facts = Promise.all([systeminformation.cpu(), systeminformation.mem()]);
  const [{ cores }, { total }] = await within(facts, signal);
  return { cpus: cores, memoryBytes: total };
}

/** The package cannot be told to stop; what it still runs ends by itself. */
function within<Result>(facts: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(
        new CannotMeasure('lscpu did not answer.', 'Run lscpu by hand and mend what it says.'),
      );
    }, TIMEOUT_MS);
    const onAbort = (): void => {
      reject(signal.reason as Error);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    void facts.then(resolve, reject).finally(() => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    });
  });
}
