import type { StorageRun, StorageStage } from '#core/storage.ts';

/** What the process of the test says, a line of JSON each. */
export type StorageReport =
  /** Silence of so long means that it hangs there. */
  | { readonly report: 'stage'; readonly stage: StorageStage; readonly patienceMs: number }
  | { readonly report: 'progress'; readonly fraction: number; readonly note: string }
  /** What is known by now. */
  | { readonly report: 'part'; readonly part: Partial<StorageRun> }
  | { readonly report: 'end' };

/** Tells the process that waits. */
export function tell(report: StorageReport): void {
  process.stdout.write(`${JSON.stringify(report)}\n`);
}
