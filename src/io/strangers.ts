/** Whoever fails so often within the window is not listened to until it is over. */
const MOST_FAILURES = 10;
const WINDOW_MS = 10_000;

export interface Strangers {
  /** True while this address has failed too often to be worth a handshake. */
  isBanned(address: string): boolean;
  failed(address: string): void;
  close(): void;
}

/** Counts failed handshakes by address, and forgets them after a while. */
export function createStrangers(): Strangers {
  const failures = new Map<string, number>();
  const timer = setInterval(() => {
    failures.clear();
  }, WINDOW_MS);
  timer.unref();
  return {
    isBanned: (address) => (failures.get(address) ?? 0) >= MOST_FAILURES,
    failed: (address) => {
      failures.set(address, (failures.get(address) ?? 0) + 1);
    },
    close: () => {
      clearInterval(timer);
    },
  };
}
