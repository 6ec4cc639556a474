const LOOK_MS = 200;

/** So long it may close and take away what it made. */
export const ENDING_MS = 3000;

const controller = new AbortController();

/** Aborted once this process is told to end, or the one that started it is gone. */
export const ending = controller.signal;

/** Ends politely what is under way; and, where the server lets nothing end, by force. */
export function listenForEnd(): void {
  const parent = process.ppid;
  const end = (): void => {
    if (ending.aborted) return;
    controller.abort(new Error('told to end'));
    setTimeout(() => process.kill(process.pid, 'SIGKILL'), ENDING_MS).unref();
  };
  process.on('SIGTERM', end);
  // Nobody listens any more.
  process.stdout.on('error', end);
  setInterval(() => {
    if (process.ppid !== parent) end();
  }, LOOK_MS).unref();
}
